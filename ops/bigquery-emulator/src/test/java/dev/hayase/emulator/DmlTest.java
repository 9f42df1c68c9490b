package dev.hayase.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics;
import com.google.cloud.bigquery.QueryJobConfiguration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DmlTest {
  @RegisterExtension
  static final RunningEmulator EMULATOR =
      new RunningEmulator(EmulatorOptions.inMemory().withClock(new TestClock()));

  private final Clients clients = EMULATOR.clients();

  /// A statement, how many rows it adds, changes and removes, and the rows afterwards.
  record Effect(String statement, long inserted, long updated, long deleted, List<String> rows) {
    static Effect of(String statement, long inserted, long updated, long deleted, String... rows) {
      return new Effect(statement, inserted, updated, deleted, List.of(rows));
    }

    @Override
    public String toString() {
      return statement;
    }
  }

  /// A statement and why it is refused.
  record Refusal(String statement, String message) {
    @Override
    public String toString() {
      return statement;
    }
  }

  @BeforeEach
  void fill() throws Exception {
    clients.query(
        """
        CREATE OR REPLACE TABLE t (
          id INT64 NOT NULL,
          s STRING(5) DEFAULT 'none',
          n NUMERIC(5, 2),
          st STRUCT<a INT64, b STRING(3)>,
          arr ARRAY<INT64>)\
        """);
    clients.query(
        "INSERT t VALUES (1, 'a', 1.5, STRUCT(1, 'x'), [1, 2]), (2, 'b', NULL, NULL, [])");
    clients.query("CREATE OR REPLACE TABLE u (id INT64, s STRING)");
    clients.query("INSERT u VALUES (2, 'two'), (3, 'three')");
  }

  private List<String> rows() throws Exception {
    return clients.query("SELECT id, s, n, st.a, st.b, TO_JSON_STRING(arr) FROM t ORDER BY id");
  }

  private static final String ONE = "1|a|1.5|1|x|[1,2]";
  private static final String TWO = "2|b|null|null|null|[]";

  static Stream<Effect> effects() {
    return Stream.of(
        Effect.of("INSERT INTO t (id) VALUES (3)", 1, 0, 0, ONE, TWO, "3|none|null|null|null|[]"),
        Effect.of(
            "INSERT t (s, id) VALUES (DEFAULT, 4), (NULL, 3), (UPPER('x'), 1 + 4)",
            3,
            0,
            0,
            ONE,
            TWO,
            "3|null|null|null|null|[]",
            "4|none|null|null|null|[]",
            "5|X|null|null|null|[]"),
        Effect.of(
            "INSERT t (id, n) SELECT id + 1, NUMERIC '1.005' FROM t WHERE id = 2",
            1,
            0,
            0,
            ONE,
            TWO,
            "3|none|1.01|null|null|[]"),
        Effect.of(
            "INSERT t (id, s) WITH w AS (SELECT * FROM u) SELECT id + 1, s FROM w WHERE id = 3",
            1,
            0,
            0,
            ONE,
            TWO,
            "4|three|null|null|null|[]"),
        Effect.of("INSERT t SELECT * FROM t WHERE false", 0, 0, 0, ONE, TWO),
        Effect.of(
            "UPDATE t SET s = CONCAT(s, '!'), n = 2.345 WHERE id = 1",
            0,
            1,
            0,
            "1|a!|2.35|1|x|[1,2]",
            TWO),
        Effect.of(
            "UPDATE t SET s = DEFAULT WHERE true",
            0,
            2,
            0,
            "1|none|1.5|1|x|[1,2]",
            "2|none|null|null|null|[]"),
        Effect.of(
            "UPDATE t x SET st.b = 'y', st.a = x.st.a + 1 WHERE x.id = 1",
            0,
            1,
            0,
            "1|a|1.5|2|y|[1,2]",
            TWO),
        Effect.of(
            "UPDATE t SET st = STRUCT(7, 'z'), arr = NULL WHERE id > 0",
            0,
            2,
            0,
            "1|a|1.5|7|z|[]",
            "2|b|null|7|z|[]"),
        Effect.of(
            "UPDATE t SET s = u.s FROM u WHERE t.id = u.id",
            0,
            1,
            0,
            ONE,
            "2|two|null|null|null|[]"),
        Effect.of(
            "UPDATE t SET id = id + 1 WHERE true",
            0,
            2,
            0,
            "2|a|1.5|1|x|[1,2]",
            "3|b|null|null|null|[]"),
        Effect.of("DELETE t WHERE id = 1", 0, 0, 1, TWO),
        Effect.of("DELETE FROM t x WHERE x.id NOT IN (SELECT id FROM u)", 0, 0, 1, TWO),
        Effect.of("DELETE FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.id = t.id)", 0, 0, 1, ONE),
        Effect.of("TRUNCATE TABLE t", 0, 0, 2),
        Effect.of(
            """
            MERGE t USING u ON t.id = u.id
            WHEN MATCHED THEN UPDATE SET s = u.s
            WHEN NOT MATCHED THEN INSERT (id, s) VALUES (u.id, u.s)\
            """,
            1,
            1,
            0,
            ONE,
            "2|two|null|null|null|[]",
            "3|three|null|null|null|[]"),
        Effect.of(
            """
            MERGE INTO t AS x USING (SELECT * FROM u WHERE id < 9) AS y ON x.id = y.id
            WHEN MATCHED AND y.s = 'never' THEN UPDATE SET s = 'no'
            WHEN MATCHED THEN DELETE
            WHEN NOT MATCHED BY SOURCE AND x.id > 100 THEN DELETE
            WHEN NOT MATCHED BY SOURCE THEN UPDATE SET s = DEFAULT, st.a = 5
            WHEN NOT MATCHED BY TARGET AND y.id = 3 THEN INSERT (id, s) VALUES (id, DEFAULT)\
            """,
            1,
            1,
            1,
            "1|none|1.5|5|x|[1,2]",
            "3|none|null|null|null|[]"),
        Effect.of(
            "MERGE t USING u ON false WHEN NOT MATCHED BY SOURCE THEN DELETE"
                + " WHEN NOT MATCHED AND id = 2 THEN INSERT (id) VALUES (id)",
            1,
            0,
            2,
            "2|none|null|null|null|[]"),
        Effect.of(
            "MERGE t USING t AS o ON t.id = o.id + 1 WHEN NOT MATCHED THEN INSERT ROW"
                + " WHEN MATCHED THEN UPDATE SET s = o.s",
            1,
            1,
            0,
            ONE,
            "2|a|null|null|null|[]",
            TWO));
  }

  @ParameterizedTest
  @MethodSource("effects")
  void aStatementChangesRowsAndSaysHowMany(Effect effect) throws Exception {
    // When
    Job job =
        clients.rest.create(
            JobInfo.of(
                QueryJobConfiguration.newBuilder(effect.statement())
                    .setDefaultDataset(Clients.DATASET)
                    .build()));

    // Then
    JobStatistics.QueryStatistics statistics = job.waitFor().getStatistics();
    assertThat(statistics.getNumDmlAffectedRows())
        .isEqualTo(effect.inserted() + effect.updated() + effect.deleted());
    assertThat(statistics.getDmlStats())
        .returns(
            effect.inserted(), stats -> Objects.requireNonNullElse(stats.getInsertedRowCount(), 0L))
        .returns(
            effect.updated(), stats -> Objects.requireNonNullElse(stats.getUpdatedRowCount(), 0L))
        .returns(
            effect.deleted(), stats -> Objects.requireNonNullElse(stats.getDeletedRowCount(), 0L));
    assertThat(rows()).containsExactlyInAnyOrderElementsOf(effect.rows());
  }

  static Stream<Refusal> refusals() {
    String one = "UPDATE/MERGE must match at most one source row for each target row";
    return Stream.of(
        new Refusal("INSERT t (s) VALUES ('x')", "Required field id cannot be null"),
        new Refusal("UPDATE t SET id = NULL WHERE true", "Required field id cannot be null"),
        new Refusal(
            "INSERT t (id, s) VALUES (3, 'ok'), (4, 'too long')",
            "Field s: STRING(5) has maximum length 5 but got a value with length 8"),
        new Refusal(
            "UPDATE t SET st.b = 'long' WHERE id = 1",
            "Field st.b: STRING(3) has maximum length 3 but got a value with length 4"),
        new Refusal(
            "INSERT t (id, n) VALUES (3, 1000)",
            "Field n: NUMERIC(5, 2) has precision 5 and scale 2 but got a value that is not in"
                + " range"),
        new Refusal(
            "INSERT t (id, arr) VALUES (3, [1, NULL])",
            "Array cannot have a null element; error in writing field arr"),
        new Refusal(
            "INSERT t (id, id) VALUES (1, 2)", "INSERT has columns with duplicate name: id"),
        new Refusal("INSERT t (nope) VALUES (1)", "Column nope is not present in table"),
        new Refusal(
            "INSERT t (id, s) VALUES (1)",
            "Inserted row has wrong column count; Has 1, expected 2"),
        new Refusal(
            "INSERT t (id) VALUES ('x')",
            "Value has type STRING which cannot be inserted into column id, which has type INT64"),
        new Refusal("UPDATE t SET s = 'x'", "UPDATE must have a WHERE clause"),
        new Refusal("DELETE FROM t", "DELETE must have a WHERE clause"),
        new Refusal("UPDATE t SET st.a = 1 WHERE id = 2", "Cannot set field of NULL STRUCT<"),
        new Refusal(
            "UPDATE t SET s = o.s FROM (SELECT 'x' s UNION ALL SELECT 'y') o WHERE true", one),
        new Refusal("MERGE t USING u ON true WHEN MATCHED THEN DELETE", one),
        new Refusal(
            "UPDATE t SET arr[OFFSET(0)] = 1 WHERE true",
            "UPDATE ... SET does not support array modification with [] at [1:18]"),
        new Refusal("DELETE FROM nowhere WHERE true", "was not found in location US"),
        new Refusal("ASSERT (SELECT COUNT(*) FROM t) = 3 AS 'three rows'", "three rows"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusedStatementChangesNothing(Refusal refusal) throws Exception {
    // When
    assertThatThrownBy(() -> clients.query(refusal.statement()))
        .isInstanceOf(BigQueryException.class)
        .hasMessageContaining(refusal.message());

    // Then
    assertThat(rows()).containsExactly(ONE, TWO);
  }

  @Test
  void aDryRunChangesNothing() throws Exception {
    // When
    Job job =
        clients.rest.create(
            JobInfo.of(
                QueryJobConfiguration.newBuilder("DELETE t WHERE true")
                    .setDefaultDataset(Clients.DATASET)
                    .setDryRun(true)
                    .build()));

    // Then
    JobStatistics.QueryStatistics statistics = job.getStatistics();
    assertThat(statistics.getStatementType().name()).isEqualTo("DELETE");
    assertThat(rows()).containsExactly(ONE, TWO);
  }
}
