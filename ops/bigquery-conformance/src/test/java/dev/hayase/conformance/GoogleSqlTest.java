package dev.hayase.conformance;

import static dev.hayase.conformance.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.StandardSQLTypeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Queries in GoogleSQL, feature by feature. Source:
/// https://cloud.google.com/bigquery/docs/reference/standard-sql/query-syntax and the pages on
/// functions beside it.
@ExtendWith(Conformance.class)
class GoogleSqlTest {
  private static final String PEOPLE =
      " FROM UNNEST([STRUCT(1 AS id, 'a' AS team, 10 AS points), (2, 'a', 30), (3, 'b', 20)])";

  private final Tables tables;

  GoogleSqlTest(Tables tables) {
    this.tables = tables;
  }

  /// The only row, values joined by a bar.
  private void yields(String expressions, String row) throws InterruptedException {
    assertThat(tables.query("SELECT " + expressions)).containsExactly(row);
  }

  @Test
  void aTableIsNamedInThreePartsInBackticks() throws Exception {
    String table = tables.create(Field.of("id", StandardSQLTypeName.INT64));
    tables.query("INSERT INTO " + table + " VALUES (1)");
    String project = tables.underTest().project();
    String dataset = tables.underTest().dataset();
    yields("id FROM `" + project + "." + dataset + "." + table + "`", "1");
    yields("id FROM `" + project + "`.`" + dataset + "`.`" + table + "`", "1");
    yields("t.id FROM `" + project + "`." + dataset + "." + table + " AS t", "1");
  }

  @Test
  void aNameInAStringOrACommentIsNoTable() throws Exception {
    yields("'`p.d.t` -- none' /* `p.d.t` */, 1 # `p.d.t`", "`p.d.t` -- none|1");
  }

  @Test
  void structsHaveFields() throws Exception {
    yields("s.a, s.b.c FROM (SELECT STRUCT(1 AS a, STRUCT('x' AS c) AS b) AS s)", "1|x");
  }

  @Test
  void arraysHaveElements() throws Exception {
    yields("a[OFFSET(0)], a[ORDINAL(2)], a[SAFE_OFFSET(9)] FROM (SELECT [5, 6] AS a)", "5|6|null");
    assertRefused(
        () -> tables.query("SELECT a[OFFSET(9)] FROM (SELECT [5, 6] AS a)"),
        400,
        "invalidQuery",
        "Array index 9 is out of bounds");
  }

  @Test
  void arraysAreMadeOfRows() throws Exception {
    yields("ARRAY_TO_STRING(ARRAY(SELECT team" + PEOPLE + " ORDER BY id DESC), '')", "baa");
    yields("ARRAY_LENGTH(ARRAY_AGG(points ORDER BY id LIMIT 2))" + PEOPLE, "2");
  }

  @Test
  void unnestMakesRowsOfAnArray() throws Exception {
    assertThat(tables.query("SELECT x, o FROM UNNEST(['p', 'q']) AS x WITH OFFSET AS o ORDER BY o"))
        .containsExactly("p|0", "q|1");
    assertThat(
            tables.query(
                "SELECT id, e FROM (SELECT 1 AS id, [7, 8] AS l UNION ALL SELECT 2, []) AS t"
                    + " LEFT JOIN UNNEST(t.l) AS e ORDER BY id, e"))
        .containsExactly("1|7", "1|8", "2|null");
  }

  @Test
  void qualifyKeepsRowsByTheirWindow() throws Exception {
    assertThat(
            tables.query(
                "SELECT id"
                    + PEOPLE
                    + " WHERE true QUALIFY"
                    + " ROW_NUMBER() OVER (PARTITION BY team ORDER BY points DESC) = 1 ORDER BY id"))
        .containsExactly("2", "3");
  }

  @Test
  void windowsRankSumAndLookAround() throws Exception {
    assertThat(
            tables.query(
                "SELECT id, RANK() OVER (ORDER BY points DESC), SUM(points) OVER (ORDER BY id ROWS"
                    + " BETWEEN 1 PRECEDING AND CURRENT ROW), LAG(id) OVER (ORDER BY id)"
                    + PEOPLE
                    + " ORDER BY id"))
        .containsExactly("1|3|10|null", "2|1|40|1", "3|2|50|2");
  }

  @Test
  void datesAreAddedCountedCutAndFormatted() throws Exception {
    yields(
        "DATE_ADD(DATE '2024-01-31', INTERVAL 1 MONTH), DATE_DIFF('2024-03-01', '2024-02-01', DAY),"
            + " DATE_TRUNC(DATE '2024-02-29', MONTH), EXTRACT(ISOWEEK FROM DATE '2024-12-30'),"
            + " FORMAT_DATE('%Y/%m', DATE '2024-02-29'), PARSE_DATE('%d.%m.%Y', '29.02.2024')",
        "2024-02-29|29|2024-02-01|1|2024/02|2024-02-29");
  }

  @Test
  void timestampsHaveZones() throws Exception {
    yields(
        "DATETIME(TIMESTAMP '2024-07-01 22:30:00+00', 'Europe/Berlin'),"
            + " STRING(TIMESTAMP_TRUNC(TIMESTAMP '2024-07-01 22:30:00+00', HOUR)),"
            + " TIMESTAMP_DIFF('2024-07-02 00:00:00+00', '2024-07-01 22:30:00+00', MINUTE),"
            + " UNIX_MICROS(TIMESTAMP '1970-01-01 00:00:01+00'),"
            + " FORMAT_TIMESTAMP('%F %T', TIMESTAMP '2024-07-01 22:30:00+00', 'Asia/Tokyo')",
        "2024-07-02T00:30:00|2024-07-01 22:00:00+00|90|1000000|2024-07-02 07:30:00");
  }

  @Test
  void jsonIsReadByPath() throws Exception {
    yields(
        "JSON_VALUE(j, '$.a.b'), TO_JSON_STRING(JSON_QUERY(j, '$.l')), INT64(j.n),"
            + " ARRAY_LENGTH(JSON_QUERY_ARRAY(j, '$.l')), JSON_VALUE(j, '$.none')"
            + " FROM (SELECT JSON '{\"a\": {\"b\": \"x\"}, \"l\": [1, 2], \"n\": 5}' AS j)",
        "x|[1,2]|5|2|null");
    yields(
        "TO_JSON_STRING(STRUCT(1 AS a, ['x'] AS b)), JSON_VALUE(PARSE_JSON('{\"k\": true}'), '$.k')",
        "{\"a\":1,\"b\":[\"x\"]}|true");
  }

  @Test
  void safeCastIsNullWhereCastFails() throws Exception {
    yields(
        "SAFE_CAST('x' AS INT64), SAFE_CAST('7' AS INT64), SAFE_CAST('2024-02-30' AS DATE)",
        "null|7|null");
    assertRefused(
        () -> tables.query("SELECT CAST(x AS INT64) FROM UNNEST(['x']) AS x"),
        400,
        "invalidQuery",
        "Bad int64 value: x");
  }

  @Test
  void safeMakesAnErrorNull() throws Exception {
    yields(
        "SAFE.SUBSTR('abc', 1, -1), SAFE.PARSE_DATE('%F', 'never'), SAFE_DIVIDE(1, 0)",
        "null|null|null");
    assertRefused(() -> tables.query("SELECT 1 / 0"), 400, "invalidQuery", "division by zero");
  }

  /// Values: https://github.com/google/farmhash and the page on hash functions.
  @Test
  void farmFingerprintIsGooglesOwn() throws Exception {
    yields(
        "FARM_FINGERPRINT(CONCAT(CAST(x AS STRING), y, CAST(z AS STRING)))"
            + " FROM (SELECT 1 AS x, 'foo' AS y, true AS z)",
        "-1541654101129638711");
    yields(
        "FARM_FINGERPRINT(CONCAT(CAST(x AS STRING), y, CAST(z AS STRING)))"
            + " FROM (SELECT 2 AS x, 'apple' AS y, false AS z)",
        "2794438866806483259");
  }

  @Test
  void approxCountDistinctCountsFewExactly() throws Exception {
    yields("APPROX_COUNT_DISTINCT(team), COUNT(DISTINCT points)" + PEOPLE, "2|3");
  }

  @Test
  void commonTableExpressionsMayRecurse() throws Exception {
    assertThat(
            tables.query(
                "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 3)"
                    + " SELECT i FROM n ORDER BY i"))
        .containsExactly("1", "2", "3");
  }

  @Test
  void aFunctionThatIsNotThereIsRefusedWithItsPosition() {
    assertRefused(
        () -> tables.query("SELECT 1, NO_SUCH(2)"),
        400,
        "invalidQuery",
        "Function not found: NO_SUCH",
        "[1:11]");
  }

  @Test
  @EmulatorOnly
  void whatIsNotTranslatedIsRefusedByNameAndPosition() {
    assertRefused(
        () -> tables.query("SELECT 1 + LENGTH(NET.HOST('a'))"),
        400,
        "invalidQuery",
        "NET.HOST",
        "is not supported by the emulator at [1:19]");
    assertRefused(
        () -> tables.query("CREATE FUNCTION f() AS (1)"), 400, "invalidQuery", "not supported");
  }
}
