package dev.hayase.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.TableResult;
import com.google.cloud.bigquery.storage.v1.StreamWriter;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTest {
  @RegisterExtension
  static final RunningEmulator EMULATOR =
      new RunningEmulator(EmulatorOptions.inMemory().withClock(new TestClock()));

  private final Clients clients = EMULATOR.clients();

  @BeforeAll
  static void fill() throws Exception {
    Clients clients = EMULATOR.clients();
    clients.table(
        "t",
        List.of(),
        Field.of("id", StandardSQLTypeName.INT64),
        Field.of("name", StandardSQLTypeName.STRING),
        Field.of("price", StandardSQLTypeName.NUMERIC),
        Field.of("big", StandardSQLTypeName.BIGNUMERIC),
        Field.of("at", StandardSQLTypeName.TIMESTAMP));
    DescriptorProto row =
        Clients.descriptor(
            Map.of(
                "id", FieldDescriptorProto.Type.TYPE_INT64,
                "name", FieldDescriptorProto.Type.TYPE_STRING,
                "price", FieldDescriptorProto.Type.TYPE_STRING,
                "big", FieldDescriptorProto.Type.TYPE_STRING,
                "at", FieldDescriptorProto.Type.TYPE_INT64));
    try (StreamWriter writer = clients.writer(Clients.defaultStream("t"), row)) {
      Clients.await(
          writer.append(
              Clients.rows(
                  row,
                  List.of(
                      values(1L, "a", "1.50", "-3.5", 0L),
                      values(2L, "b", "2.25", "20", 1704067200123456L),
                      values(3L, "b", null, "-100", null)))));
    }
  }

  private static Map<String, @Nullable Object> values(@Nullable Object... cells) {
    Map<String, @Nullable Object> row = new HashMap<>();
    List<String> names = List.of("id", "name", "price", "big", "at");
    for (int i = 0; i < cells.length; i++) {
      row.put(names.get(i), cells[i]);
    }
    return row;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "SELECT 1 + 2 * 3 ~ 7",
        "SELECT 7 / 2, DIV(-7, 2), MOD(-7, 2) ~ 3.5|-3|-1",
        "SELECT -9223372036854775808 ~ -9223372036854775808",
        "SELECT 0x1F, 1e3, .5 ~ 31|1000.0|0.5",
        "SELECT 'it''s' ~ !",
        "SELECT 'it\\'s', \"x\", r'\\n', '''a'b''' ~ it's|x|\\n|a'b",
        "SELECT b'\\x00\\xff' ~ AP8=",
        "SELECT CONCAT('a', NULL), 'a' || 'b', GREATEST(1, NULL), LEAST(2, 1) ~ null|ab|null|1",
        "SELECT IF(true, 1, 2), IFNULL(NULL, 3), COALESCE(NULL, NULL, 4), NULLIF(1, 1) ~ 1|3|4|null",
        "SELECT CAST(1.0 AS STRING), CAST(NUMERIC '1.50' AS STRING), CAST(true AS STRING) ~ 1|1.5|true",
        "SELECT CAST(2.5 AS INT64), CAST(-2.5 AS INT64), CAST('12' AS INT64) ~ 3|-3|12",
        "SELECT SAFE_CAST('x' AS INT64), SAFE_CAST('1.5' AS INT64), SAFE_CAST('1.5' AS FLOAT64) ~ null|null|1.5",
        "SELECT CAST('2024-01-31' AS DATE), DATE '2024-02-29', DATE(2024, 1, 2) ~ 2024-01-31|2024-02-29|2024-01-02",
        "SELECT CAST(TIMESTAMP '2024-01-01 00:00:00.1+00' AS STRING) ~ 2024-01-01 00:00:00.100+00",
        "SELECT FORMAT_TIMESTAMP('%Y-%m-%dT%H:%M:%E6SZ', TIMESTAMP('2024-01-01 02:00:00+02')) ~ 2024-01-01T00:00:00.000000Z",
        "SELECT FORMAT_TIMESTAMP('%F %T', TIMESTAMP_MICROS(-1)) ~ 1969-12-31 23:59:59",
        "SELECT UNIX_MICROS(TIMESTAMP '1969-12-31 23:59:59.5+00'), UNIX_SECONDS(TIMESTAMP '1969-12-31 23:59:59.5+00') ~ -500000|-1",
        "SELECT TIMESTAMP_DIFF(TIMESTAMP '2024-01-02 00:00:00+00', TIMESTAMP '2024-01-01 00:00:01+00', HOUR) ~ 23",
        "SELECT DATE_ADD(DATE '2024-01-31', INTERVAL 1 MONTH), DATE_DIFF(DATE '2024-03-01', DATE '2024-02-01', DAY) ~ 2024-02-29|29",
        "SELECT DATE_TRUNC(DATE '2024-05-17', MONTH), EXTRACT(DAYOFWEEK FROM DATE '2024-01-07') ~ 2024-05-01|1",
        "SELECT CURRENT_TIMESTAMP(), CURRENT_DATE() ~ 1.7672256E9|2026-01-01",
        "SELECT DATETIME '2024-01-01 10:00:00.5', TIME '10:00:00' ~ 2024-01-01T10:00:00.500000|10:00:00",
        "SELECT TO_JSON_STRING('a\"b'), TO_JSON_STRING(5), TO_JSON_STRING(NULL) ~ \"a\\\"b\"|5|null",
        "SELECT JSON_VALUE(JSON '{\"a\": {\"b\": 5}}', '$.a.b'), JSON_VALUE('{\"a\": []}', '$.a') ~ 5|null",
        "SELECT SUBSTR('hello', 2, 3), SUBSTR('hello', -2), SUBSTR('hello', 0, 2), LENGTH('日本') ~ ell|lo|he|2",
        "SELECT REGEXP_CONTAINS('abc', r'b.'), STARTS_WITH('abc', 'ab'), 'a%c' LIKE 'a\\\\%c' ~ true|true|true",
        "SELECT 1 IN (1, 2), 3 NOT IN (1, 2), 2 BETWEEN 1 AND 3, NULL IS NULL, NOT true ~ true|true|true|true|false",
        "SELECT CASE WHEN false THEN 1 WHEN true THEN 2 ELSE 3 END, CASE 5 WHEN 5 THEN 'x' END ~ 2|x",
        "SELECT [1, 2, 3][OFFSET(0)], [1, 2][ORDINAL(2)], [1][SAFE_OFFSET(5)], ARRAY_LENGTH([1, 2]) ~ 1|2|null|2",
        "SELECT STRUCT(1 AS x, 'y' AS y).x ~ 1",
        "SELECT COUNT(*), COUNT(price), SUM(price), MIN(name), MAX(id), COUNTIF(name = 'b') FROM t ~ 3|2|3.75|a|3|2",
        "SELECT SUM(id), AVG(id), COUNT(DISTINCT name), ANY_VALUE(1) FROM t ~ 6|2.0|2|1",
        "SELECT MIN(big), MAX(big) FROM t ~ -100|20",
        "SELECT id FROM t WHERE big = BIGNUMERIC '-3.50' ~ 1",
        "SELECT price * 2, price + 1 FROM t WHERE id = 1 ~ 3|2.5",
        "SELECT id FROM t WHERE big < BIGNUMERIC '-3.5' ~ 3",
        "SELECT `at` FROM t WHERE t.at > TIMESTAMP '2024-01-01' ~ 1.704067200123456E9",
        "SELECT name, COUNT(*) AS n FROM t GROUP BY name HAVING n > 1 ~ b|2",
        "SELECT name, COUNT(*) n FROM t GROUP BY 1 ORDER BY 2, 1 LIMIT 1 ~ a|1",
        "SELECT `id` FROM `p.d.t` ORDER BY id LIMIT 1 OFFSET 1 ~ 2",
        "SELECT x.id FROM `p`.`d`.t AS x WHERE x.id = 3 ~ 3",
        "SELECT t.id FROM d.t WHERE t.id = 2 ~ 2",
        "SELECT * EXCEPT (price, big, `at`) FROM t WHERE id = 1 ~ 1|a",
        "SELECT * EXCEPT (price, big, `at`) REPLACE (id + 1 AS id) FROM t WHERE id = 1 ~ 2|a",
        "WITH x AS (SELECT 5 AS v), y AS (SELECT v + 1 AS v FROM x) SELECT v FROM y ~ 6",
        "SELECT (SELECT MAX(id) FROM t), EXISTS(SELECT 1 FROM t WHERE id = 9) ~ 3|false",
        "SELECT a.id FROM t a JOIN t b ON a.id = b.id + 2 ~ 3",
        "SELECT id FROM t LEFT JOIN (SELECT 1 AS id, 1 AS z) USING (id) WHERE z IS NOT NULL ~ 1",
        "SELECT v, o FROM UNNEST(['p', 'q']) AS v WITH OFFSET AS o WHERE o = 1 ~ q|1",
        "SELECT 2 IN UNNEST([1, 2]) ~ true",
        "SELECT id FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY name ORDER BY id DESC) = 1 ORDER BY id LIMIT 1 ~ 1",
        "SELECT STRING_AGG(name, '-' ORDER BY id) FROM t ~ a-b-b",
        "SELECT 1 UNION ALL SELECT NULL ORDER BY 1 LIMIT 1 ~ null",
        "SELECT COUNT(*) FROM d.INFORMATION_SCHEMA.TABLES ~ 1",
        "SELECT column_name, data_type FROM d.INFORMATION_SCHEMA.COLUMNS WHERE ordinal_position = 4 ~ big|BIGNUMERIC",
        "SELECT 1 -- a comment ~ 1",
        "SELECT 1 /* a */ + # b ~ !",
        "SELECT LOGICAL_AND(id > 0) FROM t ~ true",
        "SELECT SAFE_DIVIDE(1, 0), ROUND(2.5), ROUND(-2.5), ABS(-3) ~ null|3.0|-3.0|3",
        "SELECT TO_HEX(b'\\xab'), TO_HEX(MD5('a')), TO_BASE64(b'ab') ~ ab|0cc175b9c0f1b6a831c399e269772661|YWI=",
      })
  void aQueryAnswersAsBigQueryDoes(String sql, String result) throws Exception {
    if (result.equals("!")) {
      assertThatThrownBy(() -> clients.query(sql)).isInstanceOf(BigQueryException.class);
    } else {
      assertThat(clients.query(sql)).containsExactly(result);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "SELEC 1 ~ Syntax error: Unexpected identifier \"SELEC\" at [1:1]",
        "SELECT FROM ~ Syntax error: SELECT list must not be empty at [1:8]",
        "SELECT 1 FROM t WHERE ~ Syntax error: Unexpected end of statement at [1:22]",
        "SELECT nope FROM t ~ Unrecognized name: nope; Did you mean name? at [1:8]",
        "SELECT NO_SUCH(1) ~ Function not found: NO_SUCH at [1:8]",
        "SELECT 1 FROM `p.d.t` WHERE nope = 1 ~ Unrecognized name: nope; Did you mean name? at [1:29]",
        "SELECT 'open ~ Syntax error: Unclosed string literal at [1:8]",
        "SELECT 9223372036854775808 ~ Invalid integer literal: 9223372036854775808 at [1:8]",
        "SELECT 1 / 0 ~ division by zero: 1 / 0",
        "SELECT CAST('x' AS INT64) ~ Bad int64 value: x",
        "SELECT 1 FROM t FOR SYSTEM_TIME AS OF CURRENT_TIMESTAMP() ~ FOR SYSTEM_TIME AS OF is not supported by the emulator at [1:39]",
        "SELECT 1 AS a, 2 AS a ~ Duplicate column names in the result are not supported when a destination table is present. Found duplicate(s): a",
        "SELECT @missing ~ Query parameter 'missing' not found at [1:8]",
        "SELECT * FROM d.INFORMATION_SCHEMA.JOBS ~ INFORMATION_SCHEMA.JOBS is not supported by the emulator",
        "SELECT 1; SELECT nope ~ Unrecognized name: nope at [1:18]",
        "DECLARE x INT64; SELECT 1 ~ DECLARE, as all of the procedural language, is not supported by the emulator at [1:1]",
        "CREATE FUNCTION d.f(x INT64) AS (x) ~ CREATE FUNCTION is not supported by the emulator at [1:1]",
        "SELECT (SELECT id FROM t) ~ Scalar subquery produced more than one element",
      })
  void whatIsWrongOrUnknownIsRefusedAsAnInvalidQuery(String sql, String message) {
    assertThatThrownBy(() -> clients.query(sql))
        .isInstanceOfSatisfying(
            BigQueryException.class,
            refusal -> {
              assertThat(refusal.getMessage()).isEqualTo(message);
              assertThat(refusal.getReason()).isEqualTo("invalidQuery");
              assertThat(refusal.getCode()).isEqualTo(400);
            });
  }

  @Test
  void aTableThatDoesNotExistIsNotFound() {
    assertThatThrownBy(() -> clients.query("SELECT 1 FROM d.nowhere"))
        .isInstanceOfSatisfying(
            BigQueryException.class,
            refusal -> {
              assertThat(refusal.getCode()).isEqualTo(404);
              assertThat(refusal.getReason()).isEqualTo("notFound");
            });
  }

  @Test
  void parametersAreNamedOrPositionalAndMayBeArrays() throws Exception {
    // Given
    QueryJobConfiguration named =
        QueryJobConfiguration.newBuilder(
                "SELECT id FROM d.t WHERE id IN UNNEST(@ids) AND name = @name AND `at` >= @at")
            .addNamedParameter("ids", QueryParameterValue.array(new Long[] {1L, 2L}, Long.class))
            .addNamedParameter("name", QueryParameterValue.string("b"))
            .addNamedParameter("at", QueryParameterValue.timestamp(1704067200123456L))
            .build();
    QueryJobConfiguration positional =
        QueryJobConfiguration.newBuilder("SELECT ? + 1, ?, ?")
            .addPositionalParameter(QueryParameterValue.int64(41))
            .addPositionalParameter(QueryParameterValue.string("o'clock"))
            .addPositionalParameter(QueryParameterValue.of(null, StandardSQLTypeName.DATE))
            .build();

    // When
    TableResult one = clients.rest.query(named);
    TableResult two = clients.rest.query(positional);

    // Then
    assertThat(one.iterateAll()).extracting(row -> row.get(0).getLongValue()).containsExactly(2L);
    assertThat(two.iterateAll())
        .extracting(row -> row.get(0).getLongValue() + row.get(1).getStringValue())
        .containsExactly("42o'clock");
  }

  @Test
  void aLargeResultIsReadInPages() throws Exception {
    // Given
    QueryJobConfiguration query =
        QueryJobConfiguration.newBuilder("SELECT x FROM UNNEST(GENERATE_ARRAY(1, 25000)) AS x")
            .setMaxResults(1000L)
            .build();

    // When
    TableResult result = clients.rest.query(query);

    // Then
    assertThat(result.getTotalRows()).isEqualTo(25_000);
    assertThat(result.iterateAll())
        .extracting(row -> row.get(0).getLongValue())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 25_000).boxed().toList());
  }

  @Test
  void rowsAreInsertedUpdatedAndDeleted() throws Exception {
    // Given
    String table = EMULATOR.fresh();
    clients.table(
        table,
        List.of(),
        Field.newBuilder("id", StandardSQLTypeName.INT64).setMode(Field.Mode.REQUIRED).build(),
        Field.newBuilder("name", StandardSQLTypeName.STRING).setMaxLength(3L).build(),
        Field.of("big", StandardSQLTypeName.BIGNUMERIC));

    // When
    clients.query("INSERT INTO " + table + " (id, name) VALUES (1, 'a'), (2, 'b'), (3, 'c')");
    clients.query("INSERT " + table + " SELECT 4, NULL, BIGNUMERIC '1.5'");
    clients.query("UPDATE " + table + " SET name = CONCAT(name, 'x') WHERE id < 3");
    clients.query("DELETE FROM " + table + " AS x WHERE x.id = 3");

    // Then
    assertThat(clients.query("SELECT * FROM " + table + " ORDER BY id"))
        .containsExactly("1|ax|null", "2|bx|null", "4|null|1.5");
    assertThatThrownBy(() -> clients.query("INSERT INTO " + table + " (name) VALUES ('d')"))
        .hasMessage("Required field id cannot be null");
    assertThatThrownBy(() -> clients.query("UPDATE " + table + " SET name = 'long' WHERE id = 1"))
        .hasMessage("Field name: STRING(3) has maximum length 3 but got a value with length 4");
    assertThatThrownBy(() -> clients.query("DELETE FROM " + table))
        .hasMessageContaining("DELETE must have a WHERE clause");
    clients.query("TRUNCATE TABLE " + table);
    assertThat(clients.query("SELECT * FROM " + table)).isEmpty();
  }
}
