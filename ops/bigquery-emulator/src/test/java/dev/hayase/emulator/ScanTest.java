package dev.hayase.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What queries are made of, one feature a line.
class ScanTest {
  @RegisterExtension
  static final RunningEmulator EMULATOR = new RunningEmulator(EmulatorOptions.inMemory());

  private static final String ROWS =
      "(SELECT 1 AS id, 'a' AS name, 1.5 AS f, [1, 2, 3] AS arr UNION ALL"
          + " SELECT 2, 'b', CAST('nan' AS FLOAT64), [] UNION ALL"
          + " SELECT 3, 'b', NULL, [4] UNION ALL"
          + " SELECT 4, NULL, -1.0, [])";

  private final Clients clients = EMULATOR.clients();

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '\0',
      value = {
        "SELECT id, f FROM t ORDER BY f ~ 3|null ; 2|NaN ; 4|-1.0 ; 1|1.5",
        "SELECT id, f FROM t ORDER BY f DESC ~ 1|1.5 ; 4|-1.0 ; 2|NaN ; 3|null",
        "SELECT id FROM t ORDER BY name NULLS LAST, id DESC ~ 1 ; 3 ; 2 ; 4",
        "SELECT name, COUNT(*) AS n, SUM(id) FROM t GROUP BY ALL HAVING COUNT(*) > 1 ~ b|2|5",
        "SELECT DISTINCT name FROM t ORDER BY 1 ~ null ; a ; b",
        "SELECT t.id, e, o FROM t, t.arr AS e WITH OFFSET AS o ORDER BY 1, 2 ~ 1|1|0 ; 1|2|1 ; 1|3|2 ; 3|4|0",
        "SELECT t.id, e, o FROM t LEFT JOIN UNNEST(t.arr) AS e WITH OFFSET AS o WHERE id > 1 ORDER BY 1, 2 ~ 2|null|null ; 3|4|0 ; 4|null|null",
        "SELECT t.id, e FROM t LEFT JOIN UNNEST(t.arr) AS e ON e > 1 WHERE id < 3 ORDER BY 1, 2 ~ 1|2 ; 1|3 ; 2|null",
        "SELECT x, y FROM UNNEST([1, 2]) AS x CROSS JOIN UNNEST([x, x * 10]) AS y ORDER BY 1, 2 ~ 1|1 ; 1|10 ; 2|2 ; 2|20",
        "SELECT a.id, b.id AS bid FROM t AS a FULL JOIN t AS b ON a.id = b.id + 2 ORDER BY 1, 2 ~ null|3 ; null|4 ; 1|null ; 2|null ; 3|1 ; 4|2",
        "SELECT id, name FROM t JOIN (SELECT 1 AS id UNION ALL SELECT 2) USING (id) ORDER BY 1 ~ 1|a ; 2|b",
        "SELECT id, ROW_NUMBER() OVER (PARTITION BY name ORDER BY id DESC), SUM(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t ORDER BY id ~ 1|1|1 ; 2|2|3 ; 3|1|5 ; 4|1|7",
        "SELECT id, SUM(id) OVER (ORDER BY id RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t ORDER BY id ~ 1|1 ; 2|3 ; 3|5 ; 4|7",
        "SELECT id FROM t QUALIFY RANK() OVER (PARTITION BY name ORDER BY id DESC) = 1 ORDER BY id ~ 1 ; 3 ; 4",
        "SELECT name, COUNT(*), GROUPING(name) AS g FROM t GROUP BY ROLLUP(name) ORDER BY g, 1 ~ null|1|0 ; a|1|0 ; b|2|0 ; null|4|1",
        "SELECT name, COUNT(*) AS c FROM t GROUP BY GROUPING SETS ((name), ()) ORDER BY 1, 2 ~ null|1 ; null|4 ; a|1 ; b|2",
        "SELECT COUNT(*) FROM (SELECT name, id FROM t GROUP BY CUBE(name, id)) ~ 12",
        "(SELECT 1 AS x UNION ALL SELECT 2) EXCEPT DISTINCT SELECT 1 ~ 2",
        "SELECT 1 AS a, 2 AS b UNION ALL CORRESPONDING SELECT 3 AS b, 4 AS a ORDER BY 1 ~ 1|2 ; 4|3",
        "SELECT 1 AS x INTERSECT DISTINCT SELECT 1 ~ 1",
        "WITH x AS (SELECT 5 AS v), y AS (SELECT v + 1 AS v FROM x) SELECT x.v, y.v AS w FROM x, y ~ 5|6",
        "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 4) SELECT i FROM n ORDER BY i DESC ~ 4 ; 3 ; 2 ; 1",
        "WITH RECURSIVE n AS (SELECT 1 AS i UNION DISTINCT SELECT MOD(i + 1, 4) FROM n) SELECT COUNT(*) FROM n ~ 4",
        "SELECT * FROM (SELECT name, id FROM t) PIVOT(SUM(id) AS s, COUNT(*) AS c FOR name IN ('a', 'b')) ~ 1|1|5|2",
        "SELECT * FROM (SELECT 1 AS p, 2 AS q) UNPIVOT(v FOR k IN (p, q)) ORDER BY v ~ 1|p ; 2|q",
        "SELECT AS STRUCT 1 AS a, 'x' AS b ~ 1|x",
        "SELECT AS VALUE 5 ~ 5",
        "SELECT ARRAY_TO_STRING(ARRAY(SELECT name FROM t WHERE id < 4 ORDER BY id DESC), '-') ~ b-b-a",
        "SELECT id, (SELECT COUNT(*) FROM t AS b WHERE b.name = a.name) FROM t AS a ORDER BY id ~ 1|1 ; 2|2 ; 3|2 ; 4|0",
        "SELECT id, (SELECT SUM(e) FROM UNNEST(arr) AS e) FROM t ORDER BY id ~ 1|6 ; 2|null ; 3|4 ; 4|null",
        "SELECT id FROM t WHERE id IN (SELECT id + 1 FROM t) ORDER BY 1 ~ 2 ; 3 ; 4",
        "SELECT id FROM t AS a WHERE NOT EXISTS (SELECT 1 FROM t AS b WHERE b.id = a.id + 1) ~ 4",
        "SELECT COUNT(*), COUNT(x), SUM(x) FROM UNNEST(CAST([] AS ARRAY<INT64>)) AS x ~ 0|0|null",
        "FROM t |> WHERE id > 1 |> AGGREGATE COUNT(*) AS n GROUP BY name |> ORDER BY n DESC ~ b|2 ; null|1",
        "SELECT id FROM t ORDER BY id LIMIT 2 OFFSET 1 ~ 2 ; 3",
        "SELECT '`p.d.t` -- no comment', `id` FROM t WHERE id = 1 /* `p.d.t` */ ~ `p.d.t` -- no comment|1",
        "SELECT s.* FROM (SELECT STRUCT(1 AS a, 2 AS b) AS s) ~ 1|2",
        "SELECT 1; SELECT 2 ~ 2",
      })
  void aQueryYieldsItsRows(String sql, String result) throws Exception {
    String withRows = sql.replaceAll("\\b(FROM|JOIN) t\\b(?! AS)", "$1 " + ROWS + " AS t");
    withRows = withRows.replaceAll("\\b(FROM|JOIN) t AS\\b", "$1 " + ROWS + " AS");

    assertThat(String.join(" ; ", clients.query(withRows))).isEqualTo(result);
  }

  @Test
  void aTablesNameIsTakenAsItIsWritten() throws Exception {
    clients.table("ÜBER", List.of(), Field.of("id", StandardSQLTypeName.INT64));
    clients.table("case", List.of(), Field.of("id", StandardSQLTypeName.INT64));
    clients.table("CASE", List.of(), Field.of("id", StandardSQLTypeName.INT64));

    assertThat(clients.query("SELECT COUNT(*) FROM `p.d.ÜBER`")).containsExactly("0");
    assertThatThrownBy(() -> clients.query("SELECT 1 FROM d.`case`, d.`CASE`"))
        .hasMessageContaining("differ by case only");
  }

  @Test
  void aTableThatRequiresItRefusesAQueryWithoutAPartitionFilter() throws Exception {
    // Given
    String table = EMULATOR.fresh();
    clients.rest.create(
        TableInfo.of(
            TableId.of(Clients.DATASET, table),
            StandardTableDefinition.newBuilder()
                .setSchema(
                    Schema.of(
                        Field.of("id", StandardSQLTypeName.INT64),
                        Field.of("day", StandardSQLTypeName.DATE)))
                .setTimePartitioning(
                    TimePartitioning.newBuilder(TimePartitioning.Type.DAY)
                        .setField("day")
                        .setRequirePartitionFilter(true)
                        .build())
                .build()));

    // Then
    assertThat(clients.query("SELECT id FROM " + table + " WHERE day > '2024-01-01'")).isEmpty();
    assertThatThrownBy(() -> clients.query("SELECT id FROM " + table + " WHERE id = 1"))
        .hasMessageEndingWith(
            "without a filter over column(s) 'day' that can be used for partition elimination");
  }

  @Test
  void aDryRunAnswersWithTheSchema() throws Exception {
    QueryJobConfiguration query =
        QueryJobConfiguration.newBuilder("SELECT 1 AS a, [STRUCT('x' AS b)] AS c, 1.5")
            .setDryRun(true)
            .build();

    Schema schema =
        clients
            .rest
            .create(JobInfo.of(query))
            .<JobStatistics.QueryStatistics>getStatistics()
            .getSchema();

    assertThat(schema.getFields()).extracting(Field::getName).containsExactly("a", "c", "f0_");
    assertThat(schema.getFields().get("c").getMode()).isEqualTo(Field.Mode.REPEATED);
  }
}
