package dev.hayase.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Headers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A change that cannot become a record does not hold up the others.
class PoisonTest {
  private final School school = Lab.school();

  @AfterEach
  void end() {
    school.close();
  }

  @Test
  void aRowThatIsTooLargeIsSaidWithItsPlaceAndTheSourceGoesOn() {
    // Given
    school
        .personal("public.books.email: hash")
        .sql("CREATE TABLE books (email text PRIMARY KEY, body text)");
    SourceCapture capture = school.streaming();

    // When
    school.sql(
        "BEGIN; INSERT INTO books VALUES ('a', 'small');"
            + " INSERT INTO books VALUES ('b', repeat('x', 21 * 1024 * 1024));"
            + " INSERT INTO books VALUES ('c', 'small'); COMMIT",
        "UPDATE books SET body = 'cut' WHERE email = 'b'");
    List<Received> rows =
        school.awaitRecords("books", 2 * 3 + 3).stream().filter(r -> !r.isControl()).toList();

    // Then
    assertThat(rows).extracting(Received::key).containsExactly(key("a"), key("c"), key("b"));
    assertThat(school.unwritten())
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.key()).isEqualTo(key("b"));
          assertThat(letter.header(Headers.DEAD_LETTER_CODE)).isEqualTo("record-too-large");
          assertThat(letter.header(Headers.DEAD_LETTER_TOPIC))
              .isEqualTo(school.name() + ".public.books");
          assertThat(letter.value().get("op").asString()).isEqualTo("c");
          assertThat(letter.value().get("source").get("lsn").asLong()).isPositive();
          assertThat(letter.value().get("source").get("txId").asLong()).isPositive();
          assertThat(letter.sequence()).isBetween(rows.get(0).sequence(), rows.get(1).sequence());
        });
    assertThat(capture.status().view().tables().getFirst().reason())
        .startsWith("1 of its changes")
        .contains(Topics.unwritten(school.name()));
  }

  private static String key(String email) {
    return "{\"email\":\"%s\"}".formatted(Personal.hash(email));
  }
}
