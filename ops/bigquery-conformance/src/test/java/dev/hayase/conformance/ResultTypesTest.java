package dev.hayase.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.TableResult;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every type of a result, as Google's client receives it.
@ExtendWith(Conformance.class)
class ResultTypesTest {
  private final Tables tables;

  ResultTypesTest(Tables tables) {
    this.tables = tables;
  }

  @TestFactory
  Stream<DynamicTest> everyTypePrintsAsBigQueryPrintsIt() {
    return Stream.of(
        type("CAST(NULL AS INT64)", "INT64", "null"),
        type("TRUE", "BOOL", "true"),
        type("-9223372036854775808", "INT64", "-9223372036854775808"),
        type("1.5", "FLOAT64", "1.5"),
        type("CAST('NaN' AS FLOAT64)", "FLOAT64", "NaN"),
        type("CAST('-inf' AS FLOAT64)", "FLOAT64", "-Infinity"),
        type(
            "NUMERIC '99999999999999999999999999999.999999999'",
            "NUMERIC",
            "99999999999999999999999999999.999999999"),
        type("NUMERIC '1.50'", "NUMERIC", "1.5"),
        type(
            "BIGNUMERIC '0.00000000000000000000000000000000000001'",
            "BIGNUMERIC",
            "0.00000000000000000000000000000000000001"),
        type("'日本語 \\'\"\\\\'", "STRING", "日本語 '\"\\"),
        type("b'\\x00\\xff\\n'", "BYTES", "AP8K"),
        type("DATE '0001-01-01'", "DATE", "0001-01-01"),
        type("TIME '12:30:00'", "TIME", "12:30:00"),
        type("TIME '23:59:59.999999'", "TIME", "23:59:59.999999"),
        type("DATETIME '9999-12-31 23:59:59.5'", "DATETIME", "9999-12-31T23:59:59.500000"),
        type("JSON '{\"b\": 1, \"a\": [true, null]}'", "JSON", "{\"a\":[true,null],\"b\":1}"),
        type("INTERVAL '1-2 3 4:5:6.789' YEAR TO SECOND", "INTERVAL", "1-2 3 4:5:6.789"),
        type("[1, 2]", "INT64 REPEATED", "[1, 2]"),
        type("CAST([] AS ARRAY<INT64>)", "INT64 REPEATED", "[]"),
        type("STRUCT(1 AS a, 'x' AS b)", "STRUCT", "(1, x)"),
        type("[STRUCT([1] AS a)]", "STRUCT REPEATED", "[([1])]"));
  }

  private DynamicTest type(String expression, String type, String printed) {
    return DynamicTest.dynamicTest(
        expression,
        () -> {
          TableResult result = run(expression);
          FieldValueList row = result.iterateAll().iterator().next();
          assertThat(shown(row.get(0))).isEqualTo(printed);
          Schema schema = Objects.requireNonNull(result.getSchema());
          assertThat(typeOf(schema.getFields().get(0))).isEqualTo(type);
        });
  }

  private TableResult run(String expression) throws InterruptedException {
    QueryJobConfiguration query = QueryJobConfiguration.of("SELECT " + expression + " AS v");
    return tables.underTest().bigQuery().query(query);
  }

  private static String typeOf(Field field) {
    String type = field.getType().getStandardType().name();
    return field.getMode() == Field.Mode.REPEATED ? type + " REPEATED" : type;
  }

  private static String shown(FieldValue value) {
    if (value.isNull()) {
      return "null";
    }
    return switch (value.getAttribute()) {
      case REPEATED ->
          value.getRepeatedValue().stream()
              .map(ResultTypesTest::shown)
              .collect(Collectors.joining(", ", "[", "]"));
      case RECORD ->
          value.getRecordValue().stream()
              .map(ResultTypesTest::shown)
              .collect(Collectors.joining(", ", "(", ")"));
      default -> value.getStringValue();
    };
  }

  @Test
  void aTimestampIsAnInstantToTheMicrosecond() throws Exception {
    FieldValueList row =
        run("TIMESTAMP '2024-02-29 12:30:00.000001+02:00'").iterateAll().iterator().next();
    assertThat(row.get("v").getTimestampInstant()).isEqualTo("2024-02-29T10:30:00.000001Z");
  }

  @Test
  void aRangeHasAStartAndAnEnd() throws Exception {
    FieldValueList row =
        run("RANGE<DATE> '[2024-01-01, UNBOUNDED)'").iterateAll().iterator().next();
    assertThat(row.get("v").getRangeValue().getStart().getStringValue()).isEqualTo("2024-01-01");
    assertThat(row.get("v").getRangeValue().getEnd().isNull()).isTrue();
  }
}
