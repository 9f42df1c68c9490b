package dev.hayase.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.Job;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobStatistics;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TimePartitioning;
import com.google.cloud.bigquery.ViewDefinition;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DdlTest {
  @RegisterExtension
  static final RunningEmulator EMULATOR =
      new RunningEmulator(EmulatorOptions.inMemory().withClock(new TestClock()));

  private final Clients clients = EMULATOR.clients();

  /// What is there before, a statement, and the table `x` afterwards as its DDL.
  record Effect(List<String> before, String statement, String ddl) {
    @Override
    public String toString() {
      return statement;
    }
  }

  record Refusal(List<String> before, String statement, String message) {
    @Override
    public String toString() {
      return statement;
    }
  }

  private static Effect effect(String before, String statement, String ddl) {
    return new Effect(before.isEmpty() ? List.of() : List.of(before), statement, ddl);
  }

  private static Refusal refusal(String before, String statement, String message) {
    return new Refusal(before.isEmpty() ? List.of() : List.of(before), statement, message);
  }

  private void clear() throws Exception {
    for (String drop : List.of("DROP TABLE IF EXISTS x", "DROP TABLE IF EXISTS y")) {
      clients.query(drop);
    }
  }

  /// On one line.
  private String ddl(String table) throws Exception {
    List<String> found =
        clients.query(
            "SELECT ddl FROM INFORMATION_SCHEMA.TABLES WHERE table_name = '" + table + "'");
    return String.join("; ", found).replaceAll("\\s+", " ").replace("( ", "(").replace(" )", ")");
  }

  private static final String AB = "CREATE TABLE x (a INT64 NOT NULL, b STRING(3))";

  static Stream<Effect> effects() {
    String x = "CREATE TABLE `p.d.x` ";
    return Stream.of(
        effect("", "CREATE TABLE x (a INT64)", x + "(a INT64);"),
        effect(
            "",
            """
            CREATE TABLE `p.d.x` (
              a INT64 NOT NULL OPTIONS(description='the key'),
              s STRING(10) DEFAULT 'a',
              n NUMERIC(10, 2), big BIGNUMERIC(40, 5), `by` BYTES(4),
              f FLOAT64, t BOOL, d DATE, dt DATETIME, ti TIME, j JSON, g GEOGRAPHY, i INTERVAL,
              r RANGE<DATE>,
              st STRUCT<x INT64 NOT NULL, y ARRAY<STRUCT<z STRING(2) OPTIONS(description='deep')>>>,
              ts TIMESTAMP DEFAULT CURRENT_TIMESTAMP(),
              PRIMARY KEY (a) NOT ENFORCED)
            PARTITION BY TIMESTAMP_TRUNC(ts, MONTH) CLUSTER BY a, s
            OPTIONS(description='x "y"', labels=[('k', 'v'), ('l', '')],
                    require_partition_filter=false, partition_expiration_days=1.5,
                    expiration_timestamp=TIMESTAMP_ADD(TIMESTAMP '2030-01-01', INTERVAL 1 DAY),
                    max_staleness=INTERVAL 15 MINUTE, friendly_name=CONCAT('a', 'b'))\
            """,
            x
                + "(a INT64 NOT NULL OPTIONS(description=\"the key\"), s STRING(10) DEFAULT 'a',"
                + " n NUMERIC(10, 2), big BIGNUMERIC(40, 5), `by` BYTES(4), f FLOAT64, t BOOL, d DATE,"
                + " dt DATETIME, ti TIME, j JSON, g GEOGRAPHY, i INTERVAL, r RANGE<DATE>,"
                + " st STRUCT<x INT64 NOT NULL, y ARRAY<STRUCT<z STRING(2)"
                + " OPTIONS(description=\"deep\")>>>,"
                + " ts TIMESTAMP DEFAULT CURRENT_TIMESTAMP(),"
                + " PRIMARY KEY (a) NOT ENFORCED) PARTITION BY TIMESTAMP_TRUNC(ts, MONTH)"
                + " CLUSTER BY a, s OPTIONS(friendly_name=\"ab\", description=\"x \\\"y\\\"\","
                + " expiration_timestamp=TIMESTAMP \"2030-01-02T00:00:00Z\","
                + " labels=[STRUCT(\"k\", \"v\"), STRUCT(\"l\", \"\")],"
                + " partition_expiration_days=1.5, require_partition_filter=false,"
                + " max_staleness=INTERVAL \"0-0 0 0:15:0\" YEAR TO SECOND);"),
        effect("", "CREATE TABLE x (a DATE) PARTITION BY a", x + "(a DATE) PARTITION BY a;"),
        effect(
            "",
            "CREATE TABLE x (a TIMESTAMP) PARTITION BY DATE(a)",
            x + "(a TIMESTAMP) PARTITION BY DATE(a);"),
        effect(
            "",
            "CREATE TABLE x (a DATETIME) PARTITION BY DATETIME_TRUNC(a, HOUR)",
            x + "(a DATETIME) PARTITION BY DATETIME_TRUNC(a, HOUR);"),
        effect(
            "",
            "CREATE TABLE x (a INT64) PARTITION BY _PARTITIONDATE",
            x + "(a INT64) PARTITION BY _PARTITIONDATE;"),
        effect(
            "",
            "CREATE TABLE x (a INT64) PARTITION BY TIMESTAMP_TRUNC(_PARTITIONTIME, YEAR)",
            x + "(a INT64) PARTITION BY TIMESTAMP_TRUNC(_PARTITIONTIME, YEAR);"),
        effect(
            "",
            "CREATE TABLE x (a INT64) PARTITION BY RANGE_BUCKET(a, GENERATE_ARRAY(0, 100, 10))",
            x + "(a INT64) PARTITION BY RANGE_BUCKET(a, GENERATE_ARRAY(0, 100, 10));"),
        effect(
            AB,
            "CREATE TABLE IF NOT EXISTS x (other DATE)",
            x + "(a INT64 NOT NULL, b STRING(3));"),
        effect(AB, "CREATE OR REPLACE TABLE x (other DATE)", x + "(other DATE);"),
        effect(
            "",
            "CREATE TABLE x CLUSTER BY b AS SELECT 1 AS a, 'x' AS b, [1.5] AS c",
            x + "(a INT64, b STRING, c ARRAY<FLOAT64>) CLUSTER BY b;"),
        effect(
            "",
            "CREATE TABLE x (b NUMERIC, a STRING NOT NULL) AS SELECT 1, 'x'",
            x + "(b NUMERIC, a STRING NOT NULL);"),
        effect(
            "CREATE TABLE y (a INT64 DEFAULT 1) CLUSTER BY a OPTIONS(description='y')",
            "CREATE TABLE x LIKE y OPTIONS(description='x')",
            x + "(a INT64 DEFAULT 1) CLUSTER BY a OPTIONS(description=\"x\");"),
        effect(
            AB,
            "ALTER TABLE x ADD COLUMN c ARRAY<STRING>, ADD COLUMN IF NOT EXISTS b INT64,"
                + " ADD COLUMN d STRUCT<e INT64> OPTIONS(description='d')",
            x
                + "(a INT64 NOT NULL, b STRING(3), c ARRAY<STRING>,"
                + " d STRUCT<e INT64> OPTIONS(description=\"d\"));"),
        effect(
            AB, "ALTER TABLE x DROP COLUMN b, DROP COLUMN IF EXISTS z", x + "(a INT64 NOT NULL);"),
        effect(AB, "ALTER TABLE x RENAME COLUMN b TO c", x + "(a INT64 NOT NULL, c STRING(3));"),
        effect(
            AB,
            "ALTER TABLE x ALTER COLUMN a SET DATA TYPE NUMERIC, ALTER COLUMN b SET DATA TYPE STRING",
            x + "(a NUMERIC NOT NULL, b STRING);"),
        effect(AB, "ALTER TABLE x ALTER COLUMN a DROP NOT NULL", x + "(a INT64, b STRING(3));"),
        effect(
            AB,
            "ALTER TABLE x ALTER COLUMN a SET DEFAULT 1 + 1, ALTER COLUMN b SET OPTIONS(description='b')",
            x + "(a INT64 NOT NULL DEFAULT 1 + 1, b STRING(3) OPTIONS(description=\"b\"));"),
        effect(
            "CREATE TABLE x (a INT64 DEFAULT 1)",
            "ALTER TABLE x ALTER COLUMN a DROP DEFAULT",
            x + "(a INT64);"),
        effect(
            "CREATE TABLE x (a INT64) OPTIONS(description='x', friendly_name='f')",
            "ALTER TABLE x SET OPTIONS(description=NULL, max_staleness=INTERVAL '1:30' HOUR TO MINUTE)",
            x
                + "(a INT64) OPTIONS(friendly_name=\"f\","
                + " max_staleness=INTERVAL \"0-0 0 1:30:0\" YEAR TO SECOND);"),
        effect(
            AB,
            "ALTER TABLE x ADD PRIMARY KEY (a) NOT ENFORCED",
            x + "(a INT64 NOT NULL, b STRING(3), PRIMARY KEY (a) NOT ENFORCED);"),
        effect(
            "CREATE TABLE x (a INT64, PRIMARY KEY (a) NOT ENFORCED)",
            "ALTER TABLE x DROP PRIMARY KEY",
            x + "(a INT64);"),
        effect(
            AB,
            "ALTER TABLE x ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES x(a) NOT ENFORCED",
            x
                + "(a INT64 NOT NULL, b STRING(3), CONSTRAINT f FOREIGN KEY (a) REFERENCES"
                + " `p.d.x`(a) NOT ENFORCED);"),
        effect("CREATE TABLE y (a INT64)", "ALTER TABLE y RENAME TO x", x + "(a INT64);"),
        effect("", "ALTER TABLE IF EXISTS x ADD COLUMN a INT64", ""),
        effect("", "DROP TABLE IF EXISTS x", ""),
        effect(AB, "DROP TABLE x", ""));
  }

  @ParameterizedTest
  @MethodSource("effects")
  void aStatementDefinesTheTable(Effect effect) throws Exception {
    // Given
    clear();
    for (String before : effect.before()) {
      clients.query(before);
    }

    // When
    clients.query(effect.statement());

    // Then
    assertThat(ddl("x")).isEqualTo(effect.ddl());
  }

  static Stream<Refusal> refusals() {
    return Stream.of(
        refusal(AB, "CREATE TABLE x (a INT64)", "Already Exists: Table p:d.x"),
        refusal(
            "", "CREATE TABLE x (a INT64) OPTIONS(colour='red')", "Unknown option: colour at [1:"),
        refusal(
            "",
            "CREATE TABLE x (a INT64) OPTIONS(description=1)",
            "Option description value has type INT64 which cannot be coerced to expected type"
                + " STRING at [1:"),
        refusal(
            "",
            "CREATE TABLE x (a INT64) OPTIONS(enable_change_history=true)",
            "Option enable_change_history is not supported by the emulator at [1:"),
        refusal(
            "",
            "CREATE TABLE x (a INT64) PARTITION BY MOD(a, 5)",
            "PARTITION BY expression must be DATE(<timestamp_column>)"),
        refusal(
            "",
            "CREATE TABLE x (a INT64, PRIMARY KEY (a))",
            "Enforced primary keys are not supported, use NOT ENFORCED"),
        refusal(
            "", "CREATE TABLE x (a INT64, a STRING)", "Duplicate column name a in CREATE TABLE"),
        refusal(
            "",
            "CREATE TEMP TABLE x (a INT64)",
            "CREATE TEMP outside of a script is not supported"),
        refusal(
            "",
            "CREATE MATERIALIZED VIEW x AS SELECT 1 AS a",
            "CREATE MATERIALIZED VIEW is not supported by the emulator at [1:"),
        refusal(
            "",
            "CREATE FUNCTION d.f(x INT64) AS (x + 1)",
            "CREATE FUNCTION is not supported by the emulator at [1:"),
        refusal(
            "",
            "EXPORT DATA OPTIONS(uri='gs://b/*', format='CSV') AS SELECT 1 AS a",
            "EXPORT DATA is not supported by the emulator at [1:"),
        refusal("", "ALTER TABLE x ADD COLUMN c INT64", "Not found: Table p:d.x was not found in"),
        refusal(AB, "ALTER TABLE x ADD COLUMN b INT64", "Column already exists: b"),
        refusal(
            AB, "ALTER TABLE x ADD COLUMN c INT64 NOT NULL", "Cannot add required fields to an"),
        refusal(AB, "ALTER TABLE x ADD COLUMN c INT64 DEFAULT 1", "does not support DEFAULT"),
        refusal(AB, "ALTER TABLE x DROP COLUMN c", "Column not found: c"),
        refusal(
            "CREATE TABLE x (a INT64, b INT64) CLUSTER BY a",
            "ALTER TABLE x DROP COLUMN a",
            "Cannot drop column a, it is used for partitioning or clustering"),
        refusal(
            AB,
            "ALTER TABLE x ALTER COLUMN b SET DATA TYPE STRING(2)",
            "ALTER TABLE ALTER COLUMN SET DATA TYPE requires that the existing column type"),
        refusal(
            AB,
            "ALTER TABLE x ALTER COLUMN b SET DATA TYPE INT64",
            "ALTER TABLE ALTER COLUMN SET DATA TYPE requires that the existing column type"),
        refusal(
            AB,
            "CREATE OR REPLACE VIEW x AS SELECT 1 AS a",
            "p:d.x is not allowed for this operation because it is currently a TABLE."),
        refusal(
            "",
            "CREATE TABLE x (a INT64 NOT NULL) AS SELECT a FROM UNNEST([1, NULL]) AS a",
            "Required field a cannot be null"),
        refusal(
            "",
            "CREATE TABLE x (b STRING(3)) AS SELECT 'long'",
            "Field b: STRING(3) has maximum length 3 but got a value with length 4"),
        refusal(AB, "DROP VIEW x", "p:d.x is not allowed for this operation because it is"),
        refusal("", "DROP TABLE x", "Not found: Table p:d.x was not found in location US"),
        refusal("", "CREATE VIEW x AS SELECT * FROM d.nowhere", "was not found in location US"),
        refusal(AB, "CREATE VIEW y AS SELECT * FROM x", "Table \"x\" must be qualified with a"),
        refusal("", "DROP SCHEMA nowhere", "Not found: Dataset p:nowhere"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatBigQueryRefusesIsRefused(Refusal refusal) throws Exception {
    // Given
    clear();
    for (String before : refusal.before()) {
      clients.query(before);
    }
    String present = ddl("x");

    // When
    assertThatThrownBy(() -> clients.query(refusal.statement()))
        .isInstanceOf(BigQueryException.class)
        .hasMessageContaining(refusal.message());

    // Then
    assertThat(ddl("x")).isEqualTo(present);
  }

  @Test
  void rowsComeWithTheTableAndStayThroughItsChanges() throws Exception {
    // Given
    clear();
    clients.query("CREATE TABLE y AS SELECT 1 AS a, 'one' AS s UNION ALL SELECT 2, 'two'");

    // When
    clients.query("CREATE TABLE x CLONE y");
    clients.query("ALTER TABLE x ADD COLUMN n ARRAY<INT64>");
    clients.query("ALTER TABLE x ALTER COLUMN a SET DATA TYPE NUMERIC");
    clients.query("ALTER TABLE x RENAME COLUMN s TO t");
    clients.query("INSERT x (a, t, n) VALUES (2.5, 'half', [1])");
    clients.query("DELETE FROM y WHERE true");

    // Then
    assertThat(clients.query("SELECT a, t, ARRAY_LENGTH(n) FROM x ORDER BY a"))
        .containsExactly("1|one|0", "2|two|0", "2.5|half|1");
  }

  @Test
  void restShowsWhatStatementsDefine() throws Exception {
    // Given
    clear();

    // When
    clients.query(
        "CREATE TABLE x (a INT64 NOT NULL, t TIMESTAMP) PARTITION BY DATE(t)"
            + " OPTIONS(description='from SQL', partition_expiration_days=2)");
    Table before = clients.rest.getTable(TableId.of("d", "x"));
    clients.query("ALTER TABLE x SET OPTIONS(description='changed')");

    // Then
    StandardTableDefinition definition = before.getDefinition();
    assertThat(before.getDescription()).isEqualTo("from SQL");
    assertThat(definition.getTimePartitioning())
        .isEqualTo(
            TimePartitioning.newBuilder(TimePartitioning.Type.DAY)
                .setField("t")
                .setExpirationMs(2 * 86_400_000L)
                .build());
    Table after = clients.rest.getTable(TableId.of("d", "x"));
    assertThat(after.getDescription()).isEqualTo("changed");
    assertThat(after.getEtag()).isNotEqualTo(before.getEtag());
  }

  @Test
  void viewsReadWhatTheirQueryReadsNow() throws Exception {
    // Given
    clear();
    clients.query("CREATE TABLE x AS SELECT 1 AS a");
    clients.query("CREATE OR REPLACE VIEW v (b OPTIONS(description='q')) AS SELECT a + 1 FROM d.x");
    clients.query(
        "CREATE OR REPLACE VIEW w OPTIONS(description='of v') AS SELECT b * 10 AS c FROM d.v");

    // When
    clients.query("INSERT x VALUES (2)");

    // Then
    assertThat(clients.query("SELECT c FROM w ORDER BY c")).containsExactly("20", "30");
    ViewDefinition definition = clients.rest.getTable(TableId.of("d", "v")).getDefinition();
    assertThat(definition.getQuery()).isEqualTo("SELECT a + 1 FROM d.x");
    assertThat(Objects.requireNonNull(definition.getSchema()).getFields().get("b").getDescription())
        .isEqualTo("q");
    assertThatThrownBy(() -> clients.query("INSERT v (b) VALUES (1)"))
        .hasMessageContaining("is not allowed for this operation because it is currently a VIEW");
    clients.query("DROP VIEW w");
    clients.query("DROP VIEW v");
  }

  @Test
  void schemasComeAndGoWithTheirTables() throws Exception {
    // When
    clients.query(
        "CREATE SCHEMA s2 OPTIONS(location='EU', default_table_expiration_days=3,"
            + " labels=[('a', 'b')])");
    clients.query("CREATE SCHEMA IF NOT EXISTS p.s2");
    clients.query("ALTER SCHEMA s2 SET OPTIONS(description='two')");
    clients.query("CREATE TABLE s2.t (a INT64)");

    // Then
    assertThat(clients.rest.getDataset(DatasetId.of("s2")))
        .returns("EU", dataset -> dataset.getLocation())
        .returns("two", dataset -> dataset.getDescription())
        .returns(3 * 86_400_000L, dataset -> dataset.getDefaultTableLifetime());
    assertThatThrownBy(() -> clients.query("DROP SCHEMA s2 RESTRICT"))
        .hasMessageContaining("Dataset p:s2 is still in use");
    clients.query("DROP SCHEMA s2 CASCADE");
    assertThat(clients.rest.getDataset(DatasetId.of("s2"))).isNull();
  }

  @Test
  void aJobSaysWhatItDidToWhat() throws Exception {
    // Given
    clear();

    // When
    JobStatistics.QueryStatistics created = statistics("CREATE TABLE x AS SELECT 1 AS a");
    JobStatistics.QueryStatistics skipped = statistics("CREATE TABLE IF NOT EXISTS x (a INT64)");
    JobStatistics.QueryStatistics replaced = statistics("CREATE OR REPLACE TABLE x (a INT64)");
    JobStatistics.QueryStatistics altered = statistics("ALTER TABLE x ADD COLUMN b INT64");
    JobStatistics.QueryStatistics dropped = statistics("DROP TABLE x");

    // Then
    assertThat(
            Stream.of(created, skipped, replaced, altered, dropped)
                .map(said ->
                    said.getStatementType()
                        + " "
                        + said.getDdlOperationPerformed()
                        + " "
                        + Objects.requireNonNull(said.getDdlTargetTable()).getTable()))
        .containsExactly(
            "CREATE_TABLE_AS_SELECT CREATE x",
            "CREATE_TABLE SKIP x",
            "CREATE_TABLE REPLACE x",
            "ALTER_TABLE ALTER x",
            "DROP_TABLE DROP x");
  }

  private JobStatistics.QueryStatistics statistics(String statement) throws Exception {
    Job job =
        clients.rest.create(
            JobInfo.of(
                QueryJobConfiguration.newBuilder(statement)
                    .setDefaultDataset(Clients.DATASET)
                    .build()));
    return job.waitFor().getStatistics();
  }
}
