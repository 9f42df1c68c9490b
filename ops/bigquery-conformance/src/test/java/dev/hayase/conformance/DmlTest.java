package dev.hayase.conformance;

import static dev.hayase.conformance.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics.QueryStatistics;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.StandardSQLTypeName;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Statements that change rows, and how many they say that they changed. Source:
/// https://cloud.google.com/bigquery/docs/reference/standard-sql/dml-syntax.
@ExtendWith(Conformance.class)
class DmlTest {
  private final Tables tables;
  private final BigQuery bigQuery;
  private final String table;

  DmlTest(Tables tables) {
    this.tables = tables;
    bigQuery = tables.underTest().bigQuery();
    table =
        tables.create(
            Field.newBuilder("id", StandardSQLTypeName.INT64).setMode(Field.Mode.REQUIRED).build(),
            Field.newBuilder("name", StandardSQLTypeName.STRING)
                .setDefaultValueExpression("'unset'")
                .build());
  }

  @BeforeEach
  void fill() throws InterruptedException {
    tables.query("INSERT INTO " + table + " VALUES (1, 'ann'), (2, 'bo')");
  }

  /// In a statement, `$` is the table.
  private long affected(String statement) throws InterruptedException {
    QueryStatistics statistics =
        bigQuery
            .create(
                JobInfo.of(
                    QueryJobConfiguration.newBuilder(statement.replace("$", table))
                        .setDefaultDataset(tables.underTest().dataset())
                        .build()))
            .waitFor()
            .getStatistics();
    return statistics.getNumDmlAffectedRows();
  }

  private List<String> rows() throws InterruptedException {
    return tables.query("SELECT id, name FROM " + table + " ORDER BY id");
  }

  @Test
  void insertTakesValuesDefaultsAndQueries() throws Exception {
    assertThat(affected("INSERT INTO $ (id) VALUES (3)")).isEqualTo(1);
    assertThat(affected("INSERT $ (name, id) SELECT UPPER(name), id + 10 FROM $ WHERE id < 3"))
        .isEqualTo(2);
    assertThat(rows()).containsExactly("1|ann", "2|bo", "3|unset", "11|ANN", "12|BO");
  }

  @Test
  void updateChangesTheRowsOfItsCondition() throws Exception {
    assertThat(affected("UPDATE $ SET name = CONCAT(name, '!') WHERE id = 1")).isEqualTo(1);
    assertThat(rows()).containsExactly("1|ann!", "2|bo");
  }

  @Test
  void updateJoins() throws Exception {
    assertThat(
            affected(
                "UPDATE $ t SET name = s.name FROM (SELECT 2 AS id, 'two' AS name) s"
                    + " WHERE t.id = s.id"))
        .isEqualTo(1);
    assertThat(rows()).containsExactly("1|ann", "2|two");
  }

  @Test
  void deleteTakesTheRowsOfItsCondition() throws Exception {
    assertThat(affected("DELETE FROM $ WHERE id IN (SELECT 1)")).isEqualTo(1);
    assertThat(rows()).containsExactly("2|bo");
  }

  @Test
  void truncateTakesAllRows() throws Exception {
    tables.query("TRUNCATE TABLE " + table);
    assertThat(rows()).isEmpty();
  }

  @Test
  void updateAndDeleteMustHaveAWhere() {
    assertRefused(
        () -> tables.query("UPDATE " + table + " SET id = 1"), 400, "invalidQuery", "WHERE");
    assertRefused(() -> tables.query("DELETE FROM " + table), 400, "invalidQuery", "WHERE");
  }

  @Test
  void mergeUpdatesInsertsAndDeletes() throws Exception {
    assertThat(
            affected(
                """
                MERGE $ t
                USING (SELECT 2 AS id, 'two' AS name UNION ALL SELECT 3, 'three') s
                ON t.id = s.id
                WHEN MATCHED THEN UPDATE SET name = s.name
                WHEN NOT MATCHED THEN INSERT (id, name) VALUES (s.id, s.name)
                WHEN NOT MATCHED BY SOURCE THEN DELETE\
                """))
        .isEqualTo(3);
    assertThat(rows()).containsExactly("2|two", "3|three");
  }

  @Test
  void theFirstClauseOfAMergeThatFitsIsTheOneThatActs() throws Exception {
    affected(
        """
        MERGE $ t USING (SELECT 1 AS id UNION ALL SELECT 2) s ON t.id = s.id
        WHEN MATCHED AND t.name = 'ann' THEN UPDATE SET name = 'first'
        WHEN MATCHED THEN DELETE\
        """);
    assertThat(rows()).containsExactly("1|first");
  }

  @Test
  void aRowIsMergedWithOneSourceRowOnly() throws Exception {
    assertThatThrownBy(() ->
            affected(
                "MERGE $ t USING (SELECT 1 AS id UNION ALL SELECT 1) s ON t.id = s.id"
                    + " WHEN MATCHED THEN UPDATE SET name = 'x'"))
        .isInstanceOf(BigQueryException.class)
        .hasMessageContaining("must match at most one source row");
    assertThat(rows()).containsExactly("1|ann", "2|bo");
  }

  @Test
  void aStatementIsAppliedAsAWhole() throws Exception {
    assertThatThrownBy(() -> affected("UPDATE $ SET id = IF(id = 2, NULL, 7) WHERE true"))
        .isInstanceOf(BigQueryException.class)
        .hasMessageContaining("id");
    assertThat(rows()).containsExactly("1|ann", "2|bo");
  }
}
