package dev.hayase.emulator;

import static dev.hayase.emulator.Clients.await;
import static dev.hayase.emulator.Clients.parent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.storage.v1.AppendRowsRequest.MissingValueInterpretation;
import com.google.cloud.bigquery.storage.v1.JsonStreamWriter;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Google's JsonStreamWriter asks for the schema, builds descriptors and encodes values by itself:
/// what it sends is what other people's software sends.
class JsonWriterTest {
  @RegisterExtension
  static final RunningEmulator EMULATOR =
      new RunningEmulator(EmulatorOptions.inMemory().withClock(new TestClock()));

  private final Clients clients = EMULATOR.clients();
  private final String table = EMULATOR.fresh();

  private FieldValueList only(String sql) throws InterruptedException {
    List<FieldValueList> rows = new ArrayList<>();
    QueryJobConfiguration query =
        QueryJobConfiguration.newBuilder(sql).setDefaultDataset(Clients.DATASET).build();
    clients.rest.query(query).iterateAll().forEach(rows::add);
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }

  private static Field repeated(String name, StandardSQLTypeName type, Field... fields) {
    return Field.newBuilder(name, type, fields).setMode(Field.Mode.REPEATED).build();
  }

  @Test
  void structsAndArraysOfEveryTypeComeBack() throws Exception {
    // Given
    clients.table(
        table,
        List.of(),
        Field.of(
            "s",
            StandardSQLTypeName.STRUCT,
            Field.of("x", StandardSQLTypeName.INT64),
            repeated("names", StandardSQLTypeName.STRING),
            Field.of(
                "deep",
                StandardSQLTypeName.STRUCT,
                Field.of("at", StandardSQLTypeName.TIMESTAMP),
                Field.of("big", StandardSQLTypeName.BIGNUMERIC))),
        repeated(
            "items",
            StandardSQLTypeName.STRUCT,
            Field.of("price", StandardSQLTypeName.NUMERIC),
            Field.of("day", StandardSQLTypeName.DATE),
            repeated("tags", StandardSQLTypeName.STRING)),
        repeated("ints", StandardSQLTypeName.INT64),
        repeated("bytes", StandardSQLTypeName.BYTES),
        repeated("times", StandardSQLTypeName.TIME),
        repeated("datetimes", StandardSQLTypeName.DATETIME),
        repeated("stamps", StandardSQLTypeName.TIMESTAMP),
        repeated("bigs", StandardSQLTypeName.BIGNUMERIC),
        repeated("jsons", StandardSQLTypeName.JSON),
        repeated("empty", StandardSQLTypeName.FLOAT64));
    JSONObject row =
        new JSONObject(
            """
            {"s": {"x": 5, "names": ["a", ""],
                   "deep": {"at": "2024-01-01T00:00:00.123456Z", "big": "-1.5"}},
             "items": [{"price": "1.25", "day": "2024-02-29", "tags": ["p", "q"]}, {}],
             "ints": [1, -2], "times": ["23:59:59.999999"],
             "datetimes": ["0001-01-01T00:00:00.000001"], "stamps": ["1969-12-31T23:59:59Z"],
             "bigs": ["0.1"], "jsons": ["{\\"a\\": 1}"]}
            """);
    row.put("bytes", new JSONArray().put((Object) ByteString.copyFrom(new byte[] {0, -1})));
    try (JsonStreamWriter writer = clients.jsonWriter(parent(table))) {
      // When
      await(writer.append(new JSONArray().put(row).put(new JSONObject().put("ints", List.of(7)))));
    }

    // Then
    FieldValueList all = only("SELECT * FROM " + table + " WHERE s IS NOT NULL");
    assertThat(text(all.get("s").getRecordValue()))
        .isEqualTo("[5, [a, ], [1.704067200123456E9, -1.5]]");
    assertThat(all.get("items").getRepeatedValue())
        .extracting(item -> text(item.getRecordValue()))
        .containsExactly("[1.25, 2024-02-29, [p, q]]", "[null, null, []]");
    assertThat(text(FieldValueList.of(new ArrayList<>(all.subList(2, all.size())))))
        .isEqualTo(
            "[[1, -2], [AP8=], [23:59:59.999999], [0001-01-01T00:00:00.000001], [-1.0], [0.1],"
                + " [{\"a\":1}], []]");
    assertThat(text(only("SELECT ints, empty, items FROM " + table + " WHERE s IS NULL")))
        .isEqualTo("[[7], [], []]");
    assertThat(clients.query("SELECT i.price FROM " + table + " t, UNNEST(t.items) AS i"))
        .containsExactly("1.25", "null");
  }

  private static String text(FieldValueList values) {
    return values.stream().map(value -> text(value.getValue())).toList().toString();
  }

  private static String text(Object value) {
    return switch (value) {
      case null -> "null";
      case FieldValueList struct -> text(struct);
      case List<?> list ->
          list.stream().map(item -> text(((FieldValue) item).getValue())).toList().toString();
      default -> value.toString();
    };
  }

  @Test
  void columnsMayHaveNamesThatProtobufCannotHave() throws Exception {
    // Given
    clients.table(
        table,
        List.of(),
        Field.of("名前", StandardSQLTypeName.STRING),
        Field.of("two words", StandardSQLTypeName.INT64),
        Field.of("order", StandardSQLTypeName.INT64));
    try (JsonStreamWriter writer = clients.jsonWriter(parent(table))) {
      // When
      await(
          writer.append(
              new JSONArray(
                  List.of(new JSONObject("{\"名前\": \"x\", \"two words\": 2, \"order\": 3}")))));
    }

    // Then
    assertThat(clients.query("SELECT `名前`, `two words`, `order` FROM " + table))
        .containsExactly("x|2|3");
  }

  @Test
  void aMissingValueBecomesTheColumnsDefaultWhenTheWriterAsksForIt() throws Exception {
    // Given
    clients.table(
        table,
        List.of(),
        Field.of("id", StandardSQLTypeName.INT64),
        withDefault("name", StandardSQLTypeName.STRING, "'none'"),
        withDefault("at", StandardSQLTypeName.TIMESTAMP, "CURRENT_TIMESTAMP()"),
        withDefault("price", StandardSQLTypeName.NUMERIC, "1.5"));
    JSONArray row = new JSONArray(List.of(new JSONObject("{\"id\": 1}")));

    // When
    try (JsonStreamWriter writer = clients.jsonWriter(parent(table))) {
      await(writer.append(row));
    }
    try (JsonStreamWriter writer =
        clients.jsonWriter(parent(table), MissingValueInterpretation.DEFAULT_VALUE)) {
      await(writer.append(row));
    }

    // Then
    assertThat(clients.query("SELECT * FROM " + table + " ORDER BY name"))
        .containsExactly("1|null|null|null", "1|none|1.7672256E9|1.5");
  }

  private static Field withDefault(String name, StandardSQLTypeName type, String expression) {
    return Field.newBuilder(name, type).setDefaultValueExpression(expression).build();
  }

  @Test
  void aNewColumnIsWrittenAfterTheWriterWasTold() throws Exception {
    // Given
    clients.table(table, List.of(), Field.of("id", StandardSQLTypeName.INT64));
    try (JsonStreamWriter writer = clients.jsonWriter(parent(table))) {
      await(writer.append(new JSONArray(List.of(new JSONObject("{\"id\": 1}")))));
      clients.addColumn(table, Field.of("more", StandardSQLTypeName.STRING));

      // When
      await(writer.append(new JSONArray(List.of(new JSONObject("{\"id\": 2}")))));
      await(writer.append(new JSONArray(List.of(new JSONObject("{\"id\": 3, \"more\": \"x\"}")))));

      // Then
      assertThat(clients.query("SELECT * FROM " + table + " ORDER BY id"))
          .containsExactly("1|null", "2|null", "3|x");
    }
  }

  @Test
  void aTableThatDoesNotExistIsToldToTheWriterAsMissingOrForbidden() {
    assertThatThrownBy(() -> clients.jsonWriter(parent("nowhere")))
        .hasMessageContaining(
            "PERMISSION_DENIED: Permission 'TABLES_GET' denied on resource '"
                + parent("nowhere")
                + "' (or it may not exist).");
  }
}
