package dev.hayase.emulator;

import static dev.hayase.emulator.Clients.DATASET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.InsertAllRequest;
import com.google.cloud.bigquery.InsertAllResponse;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.TableId;
import com.google.gson.Gson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InsertAllTest {
  private static final TestClock CLOCK = new TestClock();

  @RegisterExtension
  static final RunningEmulator EMULATOR =
      new RunningEmulator(EmulatorOptions.inMemory().withClock(CLOCK));

  private final Clients clients = EMULATOR.clients();
  private final String name = EMULATOR.fresh();
  private final TableId table = TableId.of(DATASET, name);

  @BeforeEach
  void create() {
    clients.table(
        name,
        List.of(),
        Field.newBuilder("id", StandardSQLTypeName.INT64).setMode(Field.Mode.REQUIRED).build(),
        Field.of("name", StandardSQLTypeName.STRING),
        Field.of("moment", StandardSQLTypeName.TIMESTAMP),
        Field.newBuilder("tags", StandardSQLTypeName.STRING).setMode(Field.Mode.REPEATED).build());
  }

  private List<String> rows() throws InterruptedException {
    return clients.query("SELECT id, name FROM " + name + " ORDER BY id");
  }

  /// As `index location reason: message`.
  private static List<String> errors(InsertAllResponse response) {
    return new TreeMap<>(response.getInsertErrors())
        .entrySet().stream()
            .map(row -> {
              BigQueryError error = row.getValue().getFirst();
              return row.getKey()
                  + " "
                  + error.getLocation()
                  + " "
                  + error.getReason()
                  + ": "
                  + error.getMessage();
            })
            .toList();
  }

  @Test
  void rowsAreInsertedAndVisible() throws Exception {
    // When
    InsertAllResponse response =
        clients.rest.insertAll(
            InsertAllRequest.newBuilder(table)
                .addRow(Map.of("id", 1, "name", "ann", "moment", 1.5, "tags", List.of("a", "b")))
                .addRow(Map.of("id", "2", "moment", "2024-01-01T00:00:00+02:00"))
                .build());

    // Then
    assertThat(response.hasErrors()).isFalse();
    assertThat(
            clients.query(
                "SELECT id, name, moment, ARRAY_LENGTH(tags) FROM " + name + " ORDER BY id"))
        .containsExactly("1|ann|1.5|2", "2|null|1.70406E9|0");
  }

  @Test
  void aBadRowStopsTheOthers() throws Exception {
    // When
    InsertAllResponse response =
        clients.rest.insertAll(
            InsertAllRequest.newBuilder(table)
                .addRow(Map.of("id", 1))
                .addRow(Map.of("id", 2, "other", 3))
                .build());

    // Then
    assertThat(errors(response))
        .containsExactly("0  stopped: ", "1 other invalid: no such field: other.");
    assertThat(rows()).isEmpty();
  }

  @Test
  void badRowsAreSkippedAndUnknownValuesIgnoredOnRequest() throws Exception {
    // When
    InsertAllResponse response =
        clients.rest.insertAll(
            InsertAllRequest.newBuilder(table)
                .setSkipInvalidRows(true)
                .setIgnoreUnknownValues(true)
                .addRow(Map.of("id", "x"))
                .addRow(Map.of("id", 2, "other", 3))
                .addRow(Map.of("name", "no id"))
                .build());

    // Then
    assertThat(errors(response))
        .containsExactly(
            "0 id invalid: Cannot convert value to integer (bad value): x",
            "2 id invalid: Missing required field: id.");
    assertThat(rows()).containsExactly("2|null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name   | [1]        | Array specified for non-repeated field: name.
          moment | "tomorrow" | Invalid timestamp: 'tomorrow'
          id     | 1.5        | Cannot convert value to integer (bad value): 1.5
          """)
  void aValueThatDoesNotFitSaysWhy(String column, String json, String message) throws Exception {
    // Given
    Map<String, Object> row = new TreeMap<>(Map.of("id", 1));
    row.put(column, new Gson().fromJson(json, Object.class));

    // When
    InsertAllResponse response =
        clients.rest.insertAll(InsertAllRequest.newBuilder(table).addRow(row).build());

    // Then
    assertThat(errors(response)).containsExactly("0 " + column + " invalid: " + message);
  }

  @Test
  void aRepeatedInsertIdIsInsertedOnceWithinAMinute() throws Exception {
    // Given
    InsertAllRequest request =
        InsertAllRequest.newBuilder(table).addRow("first", Map.of("id", 1)).build();
    clients.rest.insertAll(request);

    // When
    InsertAllResponse again = clients.rest.insertAll(request);
    List<String> once = rows();
    CLOCK.advance(Duration.ofSeconds(61));
    clients.rest.insertAll(request);

    // Then
    assertThat(again.hasErrors()).isFalse();
    assertThat(once).containsExactly("1|null");
    assertThat(rows()).containsExactly("1|null", "1|null");
  }

  @Test
  void aRefusedRowMayComeAgainWithItsId() throws Exception {
    // Given
    clients.rest.insertAll(
        InsertAllRequest.newBuilder(table).addRow("same", Map.of("id", "x")).build());

    // When
    clients.rest.insertAll(
        InsertAllRequest.newBuilder(table).addRow("same", Map.of("id", 1)).build());

    // Then
    assertThat(rows()).containsExactly("1|null");
  }

  @Test
  void aTemplateSuffixMakesATableLikeIt() throws Exception {
    // When
    clients.rest.insertAll(
        InsertAllRequest.newBuilder(table)
            .setTemplateSuffix("_more")
            .addRow(Map.of("id", 1))
            .build());

    // Then
    assertThat(clients.query("SELECT id FROM " + name + "_more")).containsExactly("1");
    assertThat(rows()).isEmpty();
  }

  @Test
  void tooManyRowsAndTablesThatAreNotThereAreRefused() {
    // Given
    InsertAllRequest.Builder many = InsertAllRequest.newBuilder(table);
    IntStream.range(0, 50_001).forEach(i -> many.addRow(Map.of("id", i)));

    // Then
    assertThatThrownBy(() -> clients.rest.insertAll(many.build()))
        .isInstanceOf(BigQueryException.class)
        .hasMessage("too many rows present in the request, limit: 50000 row count: 50001.");
    assertThatThrownBy(() ->
            clients.rest.insertAll(
                InsertAllRequest.newBuilder(TableId.of(DATASET, "nothing"))
                    .addRow(Map.of("id", 1))
                    .build()))
        .isInstanceOfSatisfying(
            BigQueryException.class, refusal -> assertThat(refusal.getCode()).isEqualTo(404));
  }
}
