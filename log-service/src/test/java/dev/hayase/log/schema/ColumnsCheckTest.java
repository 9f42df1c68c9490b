package dev.hayase.log.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.event.schema.TableSchema;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsCheckTest {
  private static final TableSchema SCHEMA =
      TableSchema.declared(
          """
          [{"name": "id", "type": "STRING", "mode": "REQUIRED"}, {"name": "n", "type": "INTEGER"},
           {"name": "ok", "type": "BOOLEAN"}, {"name": "at", "type": "TIMESTAMP"},
           {"name": "any", "type": "JSON"}, {"name": "tags", "type": "STRING", "mode": "REPEATED"},
           {"name": "user", "type": "RECORD", "fields": [
             {"name": "age", "type": "INTEGER", "mode": "REQUIRED"}]}]
          """
              .getBytes(UTF_8),
          List.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"id": "a"}                                  |
          {"id": "a", "n": null, "tags": null}         |
          {"id": "a", "n": "7", "ok": "true"}          |
          {"id": "a", "n": 1e3, "ok": false}           |
          {"id": "a", "any": [{}], "tags": ["x"]}      |
          {"id": "a", "user": {"age": 7}}              |
          {"id": "a", "_unknown_fields": {"x": 1}}     |
          {}                                           | id is REQUIRED and missing
          {"id": null}                                 | id is REQUIRED and missing
          {"id": 7}                                    | id is a number, and the column is STRING
          {"id": "a", "n": true}                       | n is true or false, and the column is INT64
          {"id": "a", "at": 7}                         | at is a number, and the column is TIMESTAMP
          {"id": "a", "tags": "x"}                     | tags is REPEATED and no list
          {"id": "a", "tags": [null]}                  | tags is null, and the column is STRING
          {"id": "a", "user": []}                      | user is a list, and the column is STRUCT
          {"id": "a", "user": {}}                      | user.age is REQUIRED and missing
          {"id": "a", "user": {"age": 7, "x": 1}}      | user.x is no column; declare it, or set unknown-fields: keep
          """)
  void aDocumentFitsOrTheReasonNamesItsFieldAndNoValue(String document, String misfit) {
    // When
    ColumnsCheck check = new ColumnsCheck(SCHEMA, false);

    // Then
    assertThat(check.misfit(document.getBytes(UTF_8)).orElse(null)).isEqualTo(misfit);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = "{\"id\": \"a\", \"at\": 1700000000000}")
  void anIntegerIsATimeWhereTheStreamSaysSo(String document) {
    assertThat(new ColumnsCheck(SCHEMA, true).misfit(document.getBytes(UTF_8))).isEmpty();
  }
}
