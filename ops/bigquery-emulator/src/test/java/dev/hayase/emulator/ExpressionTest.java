package dev.hayase.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.FieldValue;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionTest {
  /// Expressions and their values, as a line of the table has them.
  record Line(String expressions, String values) {}

  record Theme(String name, List<Line> lines) {
    @Override
    public String toString() {
      return name;
    }
  }

  @RegisterExtension
  static final RunningEmulator EMULATOR =
      new RunningEmulator(EmulatorOptions.inMemory().withClock(new TestClock()));

  private final Clients clients = EMULATOR.clients();

  static Stream<Theme> themes() throws IOException {
    Map<String, List<Line>> themes = new LinkedHashMap<>();
    List<Line> lines = new ArrayList<>();
    try (InputStream table =
        ExpressionTest.class.getResourceAsStream("/googlesql/expressions.txt")) {
      String text =
          new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        if (line.startsWith("== ")) {
          lines = new ArrayList<>();
          themes.put(line.substring(3), lines);
        } else if (line.contains(" ~ ")) {
          int tilde = line.lastIndexOf(" ~ ");
          lines.add(new Line(line.substring(0, tilde), line.substring(tilde + 3)));
        }
      }
    }
    return themes.entrySet().stream().map(theme -> new Theme(theme.getKey(), theme.getValue()));
  }

  @ParameterizedTest
  @MethodSource("themes")
  void anExpressionYieldsWhatBigQuerysDoes(Theme theme) throws Exception {
    // Given
    String sql =
        theme.lines().stream()
            .map(Line::expressions)
            .collect(Collectors.joining(", ", "SELECT ", ""));

    // When
    List<String> values =
        row(sql).stream()
            .map(ExpressionTest::shown)
            .collect(Collectors.toCollection(ArrayList::new));

    // Then
    List<Line> found = new ArrayList<>();
    for (Line line : theme.lines()) {
      int count = line.values().split("\\|", -1).length;
      List<String> own = values.subList(0, Math.min(count, values.size()));
      found.add(new Line(line.expressions(), String.join("|", own)));
      own.clear();
    }
    assertThat(found).containsExactlyElementsOf(theme.lines());
    assertThat(values).isEmpty();
  }

  private FieldValueList row(String sql) throws InterruptedException {
    return clients.rest.query(QueryJobConfiguration.of(sql)).iterateAll().iterator().next();
  }

  private static String shown(FieldValue value) {
    if (value.isNull()) {
      return "null";
    }
    return switch (value.getAttribute()) {
      case REPEATED ->
          value.getRepeatedValue().stream()
              .map(ExpressionTest::shown)
              .collect(Collectors.joining(", ", "[", "]"));
      case RECORD ->
          value.getRecordValue().stream()
              .map(ExpressionTest::shown)
              .collect(Collectors.joining(", ", "(", ")"));
      default -> String.valueOf(value.getValue());
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "1 / 0 ~ division by zero: 1 / 0",
        "MOD(1, 0) ~ division by zero: MOD(1, 0)",
        "NUMERIC '1' / 0 ~ division by zero: 1 / 0",
        "9223372036854775807 + 1 ~ int64 overflow: 9223372036854775807 + 1",
        "DIV(-9223372036854775808, -1) ~ int64 overflow: -9223372036854775808 / -1",
        "1e308 * 10 ~ double overflow: 1e+308 * 10",
        "NUMERIC '99999999999999999999999999999' + 1 ~ numeric overflow: 99999999999999999999999999999 + 1",
        "SQRT(-1) ~ SQRT is undefined for negative value: -1",
        "CAST(CONCAT('x') AS INT64) ~ Bad int64 value: x",
        "CAST(CONCAT('x') AS BOOL) ~ Bad bool value: x",
        "CAST(CONCAT('x') AS FLOAT64) ~ Bad double value: x",
        "CAST(CONCAT('x') AS NUMERIC) ~ Invalid NUMERIC value: x",
        "CAST(CONCAT('x') AS DATE) ~ Invalid date: 'x'",
        "CAST(CONCAT('x') AS TIMESTAMP) ~ Invalid timestamp: 'x'",
        "CAST(EXP(60) AS INT64) ~ int64 out of range: 1.1420073898156842e+26",
        "[1, 2][OFFSET(2)] ~ Array index 2 is out of bounds",
        "SUBSTR('abc', 1, -1) ~ Third argument in SUBSTR() cannot be negative",
        "REPEAT('a', -1) ~ Second argument (repeat count) for REPEAT cannot be negative",
        "REGEXP_CONTAINS('a', CONCAT('(')) ~ Cannot parse regular expression: missing closing ): (",
        "PARSE_DATE('%F', '2024-02-30') ~ Failed to parse input string \"2024-02-30\"",
        "DATE_ADD(DATE '9999-12-31', INTERVAL 1 DAY) ~ Adding 1 DAY to date 9999-12-31 causes overflow",
        "STRING(JSON '1') ~ The provided JSON input is not a string",
        "ERROR('boom') ~ boom",
        "RANGE(CURRENT_DATE(), CURRENT_DATE()) ~ Range start element must be smaller than range end element",
        "TIMESTAMP('2024-01-01 00:00:00', 'Nowhere') ~ Invalid time zone: Nowhere",
        "SOUNDEX(SAFE.SUBSTR('a', DIV(1, 0))) ~ division by zero: 1 / 0",
        "ST_GEOGPOINT(1, 2) ~ Function ST_GEOGPOINT(DOUBLE, DOUBLE) is not supported by the emulator at [1:8]",
        "1 + LENGTH(NET.HOST('a')) ~ Function NET.HOST(STRING) is not supported by the emulator at [1:19]",
        "CAST(CURRENT_DATE() AS STRING FORMAT 'YYYY') ~ CAST with FORMAT is not supported by the emulator at [1:8]",
        "CAST(CONCAT('abc') AS STRING(2)) ~ CAST to a type with parameters or a collation is not supported by the emulator at [1:8]",
      })
  void anErrorIsInBigQuerysWordsAndARefusalNamesWhatIsRefused(String expression, String message) {
    assertThatThrownBy(() -> row("SELECT " + expression))
        .isInstanceOfSatisfying(
            BigQueryException.class,
            refusal -> {
              assertThat(refusal.getMessage()).isEqualTo(message);
              assertThat(refusal.getReason()).isEqualTo("invalidQuery");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "COUNT(*), COUNT(x), COUNT(DISTINCT g), COUNTIF(x > 2), SUM(x), AVG(x), MIN(x), MAX(x) ~ 5|4|2|2|10|2.5|1|4",
        "SUM(n), AVG(n), MIN(n), SUM(f), AVG(f), SUM(b), AVG(b), MAX(b) ~ 4|1.333333333|0.5|4.0|1.3333333333333333|4|1.33333333333333333333333333333333333333|2.5",
        "STRING_AGG(g), STRING_AGG(g, '-' ORDER BY x DESC LIMIT 2), STRING_AGG(DISTINCT g, '' ORDER BY g) ~ a,a,b,b,b|b-b|ab",
        "ARRAY_AGG(x IGNORE NULLS ORDER BY x DESC LIMIT 2), ARRAY_AGG(DISTINCT g ORDER BY g), ARRAY_CONCAT_AGG([g] ORDER BY g LIMIT 2) ~ [4, 3]|[a, b]|[a, a]",
        "LOGICAL_AND(x > 0), LOGICAL_OR(x > 3), BIT_AND(x), BIT_OR(x), BIT_XOR(x) ~ true|true|0|7|4",
        "ANY_VALUE(g HAVING MAX x), ANY_VALUE(g HAVING MIN x), MAX(IF(x = 1, CAST('nan' AS FLOAT64), 1)) ~ b|a|NaN",
        "APPROX_COUNT_DISTINCT(g), APPROX_QUANTILES(x, 2), APPROX_TOP_COUNT(g, 1) ~ 2|[1, 2, 4]|[(b, 3)]",
        "STDDEV_POP(x), VAR_SAMP(x), ROUND(CORR(x, x), 9), COVAR_POP(x, x) ~ 1.118033988749895|1.6666666666666667|1.0|1.25",
      })
  void anAggregateYieldsWhatBigQuerysDoes(String expressions, String values) throws Exception {
    String from =
        " FROM UNNEST([STRUCT(1 AS x, 'a' AS g, NUMERIC '0.5' AS n, 0.5 AS f, BIGNUMERIC '0.5' AS b),"
            + " (2, 'a', NUMERIC '1', 1.0, BIGNUMERIC '1'), (3, 'b', NUMERIC '2.5', 2.5, BIGNUMERIC '2.5'),"
            + " (4, 'b', NULL, NULL, NULL), (NULL, 'b', NULL, NULL, NULL)])";
    FieldValueList row = row("SELECT " + expressions + from);
    assertThat(row.stream().map(ExpressionTest::shown).collect(Collectors.joining("|")))
        .isEqualTo(values);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "ROW_NUMBER() OVER (ORDER BY x), RANK() OVER (ORDER BY g), DENSE_RANK() OVER (ORDER BY g), NTILE(2) OVER (ORDER BY x) ~ 3|3|2|2",
        "LAG(x) OVER (ORDER BY x), LEAD(x, 1, -1) OVER (ORDER BY x), LAG(x, 2) OVER (ORDER BY x) ~ 2|-1|1",
        "FIRST_VALUE(x) OVER (ORDER BY x), LAST_VALUE(x) OVER (ORDER BY x), NTH_VALUE(x, 2) OVER (ORDER BY x) ~ 1|3|2",
        "SUM(x) OVER (ORDER BY x), SUM(x) OVER (ORDER BY x ROWS 1 PRECEDING), COUNT(*) OVER (PARTITION BY g) ~ 6|5|1",
        "PERCENTILE_CONT(x, 0.5) OVER (), PERCENTILE_DISC(x, 0.5) OVER (), PERCENT_RANK() OVER (ORDER BY x), CUME_DIST() OVER (ORDER BY x) ~ 2.0|2|1.0|1.0",
        "FIRST_VALUE(h IGNORE NULLS) OVER (ORDER BY x), FIRST_VALUE(h) OVER (ORDER BY x), LAST_VALUE(h IGNORE NULLS) OVER (ORDER BY x) ~ p|null|p",
        "AVG(CAST(x AS NUMERIC)) OVER (ORDER BY x), MIN(x / 1) OVER (), ARRAY_AGG(x) OVER (ORDER BY x) ~ 2|1.0|[1, 2, 3]",
      })
  void aCallOverAWindowYieldsWhatBigQuerysDoes(String expressions, String values) throws Exception {
    String from =
        " FROM UNNEST([STRUCT(1 AS x, 'a' AS g, CAST(NULL AS STRING) AS h), (2, 'a', 'p'), (3, 'b', NULL)])"
            + " QUALIFY ROW_NUMBER() OVER (ORDER BY x) = 3";
    FieldValueList row = row("SELECT " + expressions + from);
    assertThat(row.stream().map(ExpressionTest::shown).collect(Collectors.joining("|")))
        .isEqualTo(values);
  }
}
