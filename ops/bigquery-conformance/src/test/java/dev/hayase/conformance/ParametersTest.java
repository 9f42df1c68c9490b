package dev.hayase.conformance;

import static dev.hayase.conformance.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import com.google.cloud.bigquery.StandardSQLTypeName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Values beside a query's text. Source:
/// https://cloud.google.com/bigquery/docs/parameterized-queries.
@ExtendWith(Conformance.class)
class ParametersTest {
  private final Tables tables;

  ParametersTest(Tables tables) {
    this.tables = tables;
  }

  private FieldValueList first(QueryJobConfiguration query) throws InterruptedException {
    return tables.underTest().bigQuery().query(query).iterateAll().iterator().next();
  }

  private List<String> named(String sql, Map<String, QueryParameterValue> values)
      throws InterruptedException {
    QueryJobConfiguration.Builder query = QueryJobConfiguration.newBuilder(sql);
    values.forEach(query::addNamedParameter);
    return shown(query.build());
  }

  private List<String> shown(QueryJobConfiguration query) throws InterruptedException {
    return first(query).stream().map(cell -> String.valueOf(cell.getValue())).toList();
  }

  @Test
  void positionalParametersStandInTheirOrder() throws Exception {
    assertThat(
            shown(
                QueryJobConfiguration.newBuilder("SELECT ? || 'b', ? + 1")
                    .addPositionalParameter(QueryParameterValue.string("a"))
                    .addPositionalParameter(QueryParameterValue.int64(1))
                    .build()))
        .containsExactly("ab", "2");
  }

  @Test
  void namedParametersStandWhereTheyAreNamed() throws Exception {
    assertThat(named("SELECT @x + @x, @X", Map.of("x", QueryParameterValue.int64(2))))
        .containsExactly("4", "2");
  }

  @Test
  void scalarsKeepTheirTypes() throws Exception {
    assertThat(
            named(
                "SELECT @b, @f, @n, @d, @t, @dt, CAST(@ts AS STRING), TO_BASE64(@bytes)",
                Map.of(
                    "b", QueryParameterValue.bool(true),
                    "f", QueryParameterValue.float64(1.5),
                    "n", QueryParameterValue.numeric(new BigDecimal("1.25")),
                    "d", QueryParameterValue.date("2024-02-29"),
                    "t", QueryParameterValue.time("12:30:00.000000"),
                    "dt", QueryParameterValue.dateTime("2024-02-29 12:30:00.000000"),
                    "ts", QueryParameterValue.timestamp("2024-02-29 12:30:00.000000+00:00"),
                    "bytes", QueryParameterValue.bytes(new byte[] {0, -1}))))
        .containsExactly(
            "true",
            "1.5",
            "1.25",
            "2024-02-29",
            "12:30:00",
            "2024-02-29T12:30:00",
            "2024-02-29 12:30:00+00",
            "AP8=");
  }

  @Test
  void aNullHasAType() throws Exception {
    assertThat(named("SELECT @x IS NULL", Map.of("x", QueryParameterValue.string(null))))
        .containsExactly("true");
  }

  @Test
  void anArrayIsOneParameter() throws Exception {
    QueryParameterValue ids =
        QueryParameterValue.array(new Long[] {1L, 3L}, StandardSQLTypeName.INT64);
    assertThat(named("SELECT 3 IN UNNEST(@ids), ARRAY_LENGTH(@ids)", Map.of("ids", ids)))
        .containsExactly("true", "2");
  }

  @Test
  void aStructIsOneParameter() throws Exception {
    QueryParameterValue struct =
        QueryParameterValue.struct(
            Map.of("a", QueryParameterValue.int64(1), "b", QueryParameterValue.string("x")));
    assertThat(named("SELECT @s.a + 1, @s.b", Map.of("s", struct))).containsExactly("2", "x");
  }

  @Test
  void aParameterThatIsNotGivenIsRefused() {
    assertRefused(
        () -> tables.query("SELECT @missing"),
        400,
        "invalidQuery",
        "Query parameter 'missing' not found");
  }
}
