package dev.hayase.loader.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.wire.Json;
import dev.hayase.records.table.TableRef;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class SqlTest {
  private static final TableRef TABLE = new TableRef("my-project", "d", "Order Items");

  @Test
  void namesAreQuotedAndValuesAreParameters() {
    assertThat(Sql.offsets(TABLE))
        .isEqualTo(
            """
            SELECT MIN(o) AS first, MAX(o) AS last FROM (
              SELECT o, DIV(o, 1000000) AS part,
                o - ROW_NUMBER() OVER (PARTITION BY DIV(o, 1000000) ORDER BY o) AS island
              FROM (SELECT DISTINCT _kafka_offset AS o FROM `my-project`.`d`.`Order Items`\
             WHERE _kafka_partition = @partition AND _kafka_offset >= @from AND _kafka_offset < @to))
            GROUP BY part, island ORDER BY first\
            """);
    assertThat(Sql.keysBefore(TABLE, List.of("order", "line no")))
        .isEqualTo(
            "SELECT `order`, `line no` FROM `my-project`.`d`.`Order Items` AS `_hayase_rows` WHERE"
                + " _hayase_seq < @sequence");
  }

  @Test
  void namesThatCannotBeQuotedAreRefused() {
    assertThatThrownBy(() -> Sql.keysBefore(TABLE, List.of("a`b")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Sql.offsets(new TableRef("p", "d", "a\\b")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "INT64|-9223372036854775808|{\"k\":-9223372036854775808}",
        "BOOL|true|{\"k\":true}",
        "STRING|a\"b|{\"k\":\"a\\\"b\"}",
        "NUMERIC|1.50|{\"k\":\"1.50\"}",
        "DATE|2024-01-31|{\"k\":\"2024-01-31\"}",
        "DATETIME|2024-01-31T10:00:00|{\"k\":\"2024-01-31T10:00:00\"}",
        "TIMESTAMP|1706695200123456|{\"k\":\"2024-01-31T10:00:00.123456Z\"}",
        "TIMESTAMP|-62135596800000000|{\"k\":\"0001-01-01T00:00:00Z\"}",
        "FLOAT64|1.5|{\"k\":1.5}",
        "FLOAT64|NaN|{\"k\":\"NaN\"}"
      })
  void cellsBecomeWhatChangeRecordsHold(ColumnType type, String cell, String json) {
    ObjectNode row = Json.object();
    CellText.put(row, "k", type, cell);
    assertThat(row).hasToString(json);
  }
}
