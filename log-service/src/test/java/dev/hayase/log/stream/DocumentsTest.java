package dev.hayase.log.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.log.event.Document;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentsTest {
  private static Stream<Arguments> bodies() {
    return Stream.of(
        Arguments.of("", List.of()),
        Arguments.of(" \n\r\n ", List.of()),
        Arguments.of("{\"a\":1}", List.of("{\"a\":1}")),
        Arguments.of("{\"a\":1}\r\n\n {\"b\":2} \n", List.of("{\"a\":1}", "{\"b\":2}")),
        Arguments.of("{\n \"a\": 1\n}\n", List.of("{\n \"a\": 1\n}")),
        Arguments.of("{\"a\":1}\nnonsense\n{}", List.of("{\"a\":1}", "nonsense", "{}")),
        Arguments.of("[]", List.of()),
        Arguments.of(" [ ] ", List.of()),
        Arguments.of(
            "[{},{\"a\":[]} , \"x\",-1.5e3,null]",
            List.of("{}", "{\"a\":[]}", "\"x\"", "-1.5e3", "null")),
        Arguments.of("[{\"a\":\"]\"},{\"b\":\"é\"}]", List.of("{\"a\":\"]\"}", "{\"b\":\"é\"}")),
        Arguments.of("[{},{\"a\":", List.of("{}", "{\"a\":")),
        Arguments.of("[{}] tail", List.of("{}", "tail")),
        Arguments.of("[", List.of("[")),
        Arguments.of("[{} {}]", List.of("{}", "{}]")));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aBodyIsItsDocuments(String body, List<String> documents) {
    // Given
    byte[] bytes = (body + "rest of a larger array").getBytes(UTF_8);

    // When
    List<Document> found = new Documents().in(bytes, body.getBytes(UTF_8).length);

    // Then
    assertThat(found).extracting(d -> new String(d.bytes(), UTF_8)).isEqualTo(documents);
  }

  @Test
  void aRequestBringsNoMoreThanItMay() {
    // Given
    byte[] half = "{}\n".repeat(Documents.MOST / 2).getBytes(UTF_8);
    byte[] list = ("[7" + ",7".repeat(Documents.MOST) + "]").getBytes(UTF_8);
    Documents documents = new Documents();

    // When
    documents.in(half, half.length);
    documents.inRecord(half);

    // Then
    assertThatThrownBy(() -> documents.inRecord(new byte[0]))
        .isInstanceOfSatisfying(
            TooManyDocumentsException.class, e -> assertThat(e.reason()).contains("30,000"));
    assertThatThrownBy(() -> new Documents().in(list, list.length))
        .isInstanceOf(TooManyDocumentsException.class);
  }

  @Test
  void aDocumentOfManyLinesIsOne() {
    // Given
    byte[] body = ("{" + "\n".repeat(2 * Documents.MOST) + "\"a\":1\n}").getBytes(UTF_8);

    // Then
    assertThat(new Documents().in(body, body.length)).hasSize(1);
  }

  @Property
  void whateverComesIsTakenApartAndEveryByteOfItIsInOneDocument(@ForAll byte[] body) {
    // When
    List<Document> found = new Documents().in(body, body.length);

    // Then
    int end = 0;
    for (Document document : found) {
      assertThat(document.offset()).isGreaterThanOrEqualTo(end);
      assertThat(document.length()).isPositive();
      end = document.offset() + document.length();
    }
    assertThat(end).isLessThanOrEqualTo(body.length);
  }
}
