package dev.hayase.emulator.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaChangeTest {
  private static final TableName TABLE = new TableName("p", "d", "t");
  private static final String BEFORE =
      """
      {name:"id",type:"INT64",mode:"REQUIRED"},
      {name:"s",type:"STRING",maxLength:"5"},
      {name:"n",type:"NUMERIC",precision:10,scale:2},
      {name:"tags",type:"STRING",mode:"REPEATED"},
      {name:"day",type:"RANGE",rangeElementType:{type:"DATE"}},
      {name:"items",type:"RECORD",mode:"REPEATED",fields:[
        {name:"a",type:"INT64",mode:"REQUIRED"},{name:"in",type:"RECORD",fields:[{name:"b",type:"DATE"}]}]}\
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          {name:"id",type:"INT64",mode:"REQUIRED"},    ~ ''                  ~ Field id is missing in new schema
          {name:"id",type:"INT64"                      ~ {name:"id",type:"STRING" ~ Field id has changed type from INTEGER to STRING
          "STRING",mode:"REPEATED"                     ~ "STRING"            ~ Field tags has changed mode from REPEATED to NULLABLE
          maxLength:"5"                                ~ maxLength:"4"       ~ Field s has changed type from STRING(5) to STRING(4)
          precision:10,scale:2                         ~ precision:10,scale:3 ~ Field n has changed type from NUMERIC(10, 2) to NUMERIC(10, 3)
          {type:"DATE"}                                ~ {type:"DATETIME"}   ~ Field day has changed type from RANGE<DATE> to RANGE<DATETIME>
          {name:"b",type:"DATE"}                       ~ {name:"b",type:"TIME"} ~ Field items.in.b has changed type from DATE to TIME
          {name:"b",type:"DATE"}                       ~ {name:"b",type:"DATE"},{name:"c",type:"INT64",mode:"REQUIRED"} ~ Cannot add required fields to an existing schema. (field: items.in.c)
          "STRING",maxLength:"5"                       ~ "STRING",maxLength:"5",mode:"REQUIRED" ~ Field s has changed mode from NULLABLE to REQUIRED
          """)
  void whatBigQueryRefusesIsRefusedInItsWords(String from, String to, String message) {
    assertThatThrownBy(() -> change(BEFORE.replace(from, to)))
        .isInstanceOf(BigQueryException.class)
        .hasMessage("Provided Schema does not match Table p:d.t. " + message);
  }

  @Test
  void columnsAreAddedAtAnyDepthAndRequiredOnesAreRelaxed() {
    // When
    SchemaChange change =
        change(
            BEFORE
                    .replace("mode:\"REQUIRED\"", "mode:\"NULLABLE\"")
                    .replace(
                        "{name:\"b\"", "{name:\"new\",type:\"BOOL\",mode:\"REPEATED\"},{name:\"B\"")
                    .replace("maxLength:\"5\"", "maxLength:\"6\",description:\"longer\"")
                + ",{name:\"z\",type:\"JSON\"}");

    // Then
    assertThat(change.steps())
        .satisfiesExactly(
            step ->
                assertThat(((Alteration.Step.Retype) step).after().duckdbType())
                    .isEqualTo(
                        "STRUCT(\"a\" BIGINT, \"in\" STRUCT(\"B\" DATE, \"new\" BOOLEAN[]))[]"),
            step -> assertThat(((Alteration.Step.Add) step).column().name()).isEqualTo("z"));
  }

  @Test
  void aSchemaHasItsLimits() {
    assertThatThrownBy(() -> schema(columns(10_001)))
        .hasMessage("Too many total leaf fields: 10001, max allowed field count: 10000");
    assertThat(schema(columns(10_000)).columns()).hasSize(10_000);
    assertThat(schema(nested(15)).columns()).hasSize(1);
    assertThatThrownBy(() -> schema(nested(16)))
        .hasMessage(
            "Schema nested too deeply for field "
                + String.join(".", Collections.nCopies(16, "s"))
                + ", maximum allowed depth is 15.");
    assertThatThrownBy(() ->
            schema("{name:\"a\",type:\"RECORD\",fields:[" + columns(1) + "," + columns(1) + "]}"))
        .hasMessage("Field a.c0 already exists in schema");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          {name:"a",type:"INT64",maxLength:5}                ~ maxLength is a positive number and goes with STRING and BYTES only
          {name:"a",type:"STRING",maxLength:0}               ~ maxLength is a positive number and goes with STRING and BYTES only
          {name:"a",type:"NUMERIC",precision:31,scale:1}     ~ NUMERIC(31, 1): scale is between 0 and 9, precision between max(1, scale) and scale + 29
          {name:"a",type:"BIGNUMERIC",precision:1,scale:2}   ~ BIGNUMERIC(1, 2): scale is between 0 and 38, precision between max(1, scale) and scale + 38
          {name:"a",type:"NUMERIC",scale:2}                  ~ scale needs a precision
          {name:"a",type:"STRING",maxLength:"x"}             ~ maxLength is not a number
          """)
  void parametersOfTypesAreChecked(String field, String problem) {
    assertThatThrownBy(() -> schema(field)).hasMessage("Invalid field a: " + problem);
  }

  @ParameterizedTest
  @CsvSource({"FLOAT64,FLOAT", "BYTES,BYTES", "TIME,TIME", "JSON,JSON", "INTERVAL,INTERVAL"})
  void notEveryTypeMayBeAPrimaryKey(String type, String named) {
    JsonObject table =
        JsonParser.parseString(
                "{schema:{fields:[{name:\"id\",type:\""
                    + type
                    + "\"}]},tableConstraints:{primaryKey:{columns:[\"id\"]}}}")
            .getAsJsonObject();
    assertThatThrownBy(() -> TableDefinition.parse(TABLE, table))
        .hasMessage("Primary key column cannot be of type " + named + ". Invalid column: id.");
  }

  @Test
  void picosecondsAreRefusedByName() {
    assertThatThrownBy(() -> schema("{name:\"t\",type:\"TIMESTAMP\",timestampPrecision:\"12\"}"))
        .hasMessage("timestampPrecision 12 of field t is not implemented by this emulator.");
  }

  private static String columns(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{name:\"c" + i + "\",type:\"INT64\"}")
        .collect(Collectors.joining(","));
  }

  private static String nested(int structs) {
    return "{name:\"s\",type:\"RECORD\",fields:[".repeat(structs)
        + columns(1)
        + "]}".repeat(structs);
  }

  private static SchemaChange change(String after) {
    return SchemaChange.between(TABLE, schema(BEFORE), schema(after));
  }

  private static TableSchema schema(String... fields) {
    String json = List.of(fields).stream().collect(Collectors.joining(",", "{fields:[", "]}"));
    return TableSchema.parse(JsonParser.parseString(json).getAsJsonObject());
  }
}
