package dev.hayase.cdc.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.cdc.value.TableShape;
import dev.hayase.cdc.value.postgres.PostgresColumn;
import dev.hayase.cdc.value.postgres.PostgresWriter;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.change.Operation;
import dev.hayase.event.change.Origin;
import dev.hayase.event.topic.ChangeTopic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A row's record, and the letter in its place.
class RowRecordsTest {
  private static final ChangeTopic PICTURES = new ChangeTopic("school", "public", "pictures");
  private static final TableShape SHAPE =
      new TableShape(
          List.of(
              new PostgresWriter(PostgresColumn.of("id", "int4", 23), 2),
              new PostgresWriter(PostgresColumn.of("photo", "bytea", 17), 2)),
          List.of("id"));
  private static final List<@Nullable String> GOOD = List.of("1", "\\x00");
  private static final List<@Nullable String> BAD = List.of("1", "secret");

  private final RowRecords records =
      new RowRecords(new Numbering(new SequenceNumber(7, 40)), 10_000);

  @Test
  void aValueThatCannotBeWrittenBecomesALetterWithKeyAndPlace() {
    // When
    Outgoing record = record(Operation.UPDATE, GOOD, BAD);

    // Then
    assertThat(record)
        .isInstanceOfSatisfying(
            Outgoing.Letter.class,
            letter -> {
              assertThat(letter.key()).asString().isEqualTo("{\"id\":1}");
              assertThat(letter.value())
                  .asString()
                  .contains("\"op\":\"u\"", "\"lsn\":99", "\"txId\":5", "\"table\":\"pictures\"");
              assertThat(letter.sequence()).isEqualTo(new SequenceNumber(7, 41));
              assertThat(letter.why().code()).isEqualTo("unwritable-value");
              assertThat(letter.why().column()).isEqualTo("photo");
              assertThat(letter.why().reason()).contains("photo", "bytea").doesNotContain("secret");
            });
  }

  @Test
  void aDeleteWhoseRowCannotBeWrittenTravelsWithItsKey() {
    // When
    Outgoing record = record(Operation.DELETE, BAD, null);

    // Then
    assertThat(text(record)).contains("\"before\":{\"id\":1,\"photo\":null}");
  }

  @Test
  void anUpdateWhoseFormerRowCannotBeWrittenTravelsWithoutIt() {
    // When
    Outgoing record = record(Operation.UPDATE, BAD, GOOD);

    // Then
    assertThat(text(record)).contains("\"before\":null,\"after\":{\"id\":1,\"photo\":\"AA==\"}");
  }

  @Test
  void aRecordBeyondTheLargestSizeBecomesALetter() {
    // When
    Outgoing record = record(Operation.CREATE, null, List.of("1", "\\x" + "00".repeat(10_000)));

    // Then
    assertThat(record)
        .isInstanceOfSatisfying(
            Outgoing.Letter.class,
            letter -> {
              assertThat(letter.key()).asString().isEqualTo("{\"id\":1}");
              assertThat(letter.why().code()).isEqualTo("record-too-large");
            });
  }

  private Outgoing record(
      Operation operation,
      @Nullable List<@Nullable String> before,
      @Nullable List<@Nullable String> after) {
    Origin origin =
        new Origin("postgresql", "school", "school", "public", "pictures", 1, false, 99L, 5L);
    return records.record(PICTURES, SHAPE, operation, before, after, origin, null, 2);
  }

  private static String text(Outgoing record) {
    assertThat(record).isInstanceOf(Outgoing.Row.class);
    return new String(record.value(), StandardCharsets.UTF_8);
  }
}
