package dev.hayase.conformance;

import static dev.hayase.conformance.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQuery.DatasetDeleteOption;
import com.google.cloud.bigquery.DatasetId;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.PrimaryKey;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableConstraints;
import com.google.cloud.bigquery.TableDefinition;
import com.google.cloud.bigquery.TimePartitioning;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// DDL, seen through REST. Source:
/// https://cloud.google.com/bigquery/docs/reference/standard-sql/data-definition-language.
@ExtendWith(Conformance.class)
class DefinitionsTest {
  private final Tables tables;
  private final BigQuery bigQuery;
  private final String name = "d_" + UUID.randomUUID().toString().replace('-', '_');

  DefinitionsTest(Tables tables) {
    this.tables = tables;
    bigQuery = tables.underTest().bigQuery();
  }

  /// In a statement, `$` is the test's own name.
  private void run(String statement) throws InterruptedException {
    tables.query(statement.replace("$", name));
  }

  private Table table() {
    return bigQuery.getTable(tables.id(name));
  }

  private StandardTableDefinition definition() {
    return table().getDefinition();
  }

  private List<Field> fields() {
    Schema schema = Objects.requireNonNull(definition().getSchema());
    return schema.getFields();
  }

  @Test
  void aTableHasItsColumnsWithTheirParameters() throws Exception {
    run(
        "CREATE TABLE $ (id INT64 NOT NULL OPTIONS(description='key'), name STRING(20) DEFAULT 'x',"
            + " price NUMERIC(10, 2), parts ARRAY<STRUCT<a INT64>>)");
    assertThat(fields()).extracting(Field::getName).containsExactly("id", "name", "price", "parts");
    assertThat(fields().get(0).getMode()).isEqualTo(Field.Mode.REQUIRED);
    assertThat(fields().get(0).getDescription()).isEqualTo("key");
    assertThat(fields().get(1).getMaxLength()).isEqualTo(20);
    assertThat(fields().get(1).getDefaultValueExpression()).isEqualTo("'x'");
    assertThat(fields().get(2).getScale()).isEqualTo(2);
    assertThat(fields().get(3).getMode()).isEqualTo(Field.Mode.REPEATED);
  }

  @Test
  void aPrimaryKeyIsNotEnforced() throws Exception {
    run("CREATE TABLE $ (id INT64, PRIMARY KEY (id) NOT ENFORCED)");
    TableConstraints constraints = Objects.requireNonNull(definition().getTableConstraints());
    PrimaryKey key = Objects.requireNonNull(constraints.getPrimaryKey());
    assertThat(key.getColumns()).containsExactly("id");
    run("INSERT INTO $ VALUES (1), (1)");
    assertThat(tables.query("SELECT COUNT(*) FROM " + name)).containsExactly("2");
  }

  @Test
  void aPrimaryKeyThatIsEnforcedIsRefused() {
    assertRefused(
        () -> run("CREATE TABLE $ (id INT64, PRIMARY KEY (id))"), 400, "invalidQuery", "nforced");
  }

  @Test
  void aTableIsPartitionedAndClustered() throws Exception {
    run("CREATE TABLE $ (id INT64, moment TIMESTAMP) PARTITION BY DATE(moment) CLUSTER BY id");
    TimePartitioning by = Objects.requireNonNull(definition().getTimePartitioning());
    assertThat(by.getType()).isEqualTo(TimePartitioning.Type.DAY);
    assertThat(by.getField()).isEqualTo("moment");
    assertThat(Objects.requireNonNull(definition().getClustering()).getFields())
        .containsExactly("id");
  }

  @Test
  void aTableHasItsOptions() throws Exception {
    run(
        "CREATE TABLE $ (id INT64) OPTIONS(description='about', friendly_name='friend',"
            + " labels=[('team', 'x')])");
    assertThat(table().getDescription()).isEqualTo("about");
    assertThat(table().getFriendlyName()).isEqualTo("friend");
    assertThat(table().getLabels()).containsEntry("team", "x");
  }

  @Test
  void aTableIsMadeOfAQuery() throws Exception {
    run("CREATE TABLE $ AS SELECT 1 AS id, ['a'] AS tags");
    assertThat(fields()).extracting(Field::getName).containsExactly("id", "tags");
    assertThat(tables.query("SELECT id, tags[OFFSET(0)] FROM " + name)).containsExactly("1|a");
  }

  @Test
  void aTableIsCreatedOnceUnlessTheStatementSaysOtherwise() throws Exception {
    run("CREATE TABLE $ (id INT64)");
    assertRefused(
        () -> run("CREATE TABLE $ (id INT64)"), 409, "duplicate", "Already Exists: Table", name);
    run("CREATE TABLE IF NOT EXISTS $ (other INT64)");
    assertThat(fields()).extracting(Field::getName).containsExactly("id");
    run("CREATE OR REPLACE TABLE $ (other INT64)");
    assertThat(fields()).extracting(Field::getName).containsExactly("other");
  }

  @Test
  void aTableIsAltered() throws Exception {
    run("CREATE TABLE $ (id INT64 NOT NULL, gone STRING)");
    run("ALTER TABLE $ ADD COLUMN more STRING, ADD COLUMN tags ARRAY<STRING>");
    run("ALTER TABLE $ DROP COLUMN gone");
    run("ALTER TABLE $ RENAME COLUMN more TO less");
    run("ALTER TABLE $ ALTER COLUMN id DROP NOT NULL");
    run("ALTER TABLE $ SET OPTIONS(description='text')");
    assertThat(fields()).extracting(Field::getName).containsExactly("id", "less", "tags");
    assertThat(fields().getFirst().getMode()).isNotEqualTo(Field.Mode.REQUIRED);
    assertThat(table().getDescription()).isEqualTo("text");
  }

  @Test
  void aTypeIsOnlyWidened() throws Exception {
    run("CREATE TABLE $ (id INT64)");
    assertRefused(
        () -> run("ALTER TABLE $ ALTER COLUMN id SET DATA TYPE STRING"),
        400,
        "invalidQuery",
        "STRING");
    run("ALTER TABLE $ ALTER COLUMN id SET DATA TYPE NUMERIC");
    assertThat(fields().getFirst().getType().getStandardType().name()).isEqualTo("NUMERIC");
  }

  @Test
  void numbersAreWidenedWithoutLoss() throws Exception {
    run("CREATE TABLE $ (i INT64, n NUMERIC, f INT64)");
    run(
        "INSERT INTO $ VALUES"
            + " (-9223372036854775808, NUMERIC '-99999999999999999999999999999.999999999', -3),"
            + " (9223372036854775807, NUMERIC '99999999999999999999999999999.999999999', 7),"
            + " (0, NUMERIC '-0.000000001', 0), (NULL, NULL, NULL)");
    run(
        "ALTER TABLE $ ALTER COLUMN i SET DATA TYPE BIGNUMERIC, ALTER COLUMN n SET DATA TYPE"
            + " BIGNUMERIC, ALTER COLUMN f SET DATA TYPE FLOAT64");
    run("INSERT INTO $ VALUES (1, BIGNUMERIC '1e-38', 0.5)");
    assertThat(
            tables.query(
                "SELECT CAST(i AS STRING), CAST(n AS STRING), f FROM " + name + " ORDER BY i"))
        .containsExactly(
            "null|null|null",
            "-9223372036854775808|-99999999999999999999999999999.999999999|-3.0",
            "0|-0.000000001|0.0",
            "1|0.00000000000000000000000000000000000001|0.5",
            "9223372036854775807|99999999999999999999999999999.999999999|7.0");
  }

  @Test
  void limitsAreLifted() throws Exception {
    run("CREATE TABLE $ (s STRING(3), n NUMERIC(5, 2))");
    run(
        "ALTER TABLE $ ALTER COLUMN s SET DATA TYPE STRING(5), ALTER COLUMN n SET DATA TYPE"
            + " NUMERIC(8, 3)");
    run("INSERT INTO $ VALUES ('abcde', 12345.678)");
    run("ALTER TABLE $ ALTER COLUMN s SET DATA TYPE STRING, ALTER COLUMN n SET DATA TYPE NUMERIC");
    run("INSERT INTO $ VALUES ('abcdef', 1234567.891)");
    assertThat(tables.query("SELECT s FROM " + name + " ORDER BY s"))
        .containsExactly("abcde", "abcdef");
    assertRefused(
        () -> run("ALTER TABLE $ ALTER COLUMN s SET DATA TYPE STRING(9)"),
        400,
        "invalidQuery",
        "STRING");
  }

  @Test
  void aViewIsCreatedReplacedAndDropped() throws Exception {
    run("CREATE VIEW $ AS SELECT 1 AS x");
    TableDefinition view = table().getDefinition();
    assertThat(view.getType()).isEqualTo(TableDefinition.Type.VIEW);
    run("CREATE OR REPLACE VIEW $ AS SELECT 2 AS y");
    assertThat(tables.query("SELECT y FROM " + name)).containsExactly("2");
    run("DROP VIEW $");
    assertThat(table()).isNull();
  }

  @Test
  void aTableIsDropped() throws Exception {
    run("CREATE TABLE $ (id INT64)");
    run("DROP TABLE $");
    assertThat(table()).isNull();
    run("DROP TABLE IF EXISTS $");
    assertRefused(() -> run("DROP TABLE $"), 404, "notFound", "Not found: Table", name);
  }

  @Test
  void aSchemaIsADataset() throws Exception {
    try {
      run("CREATE SCHEMA $ OPTIONS(description='about', location='us')");
      assertThat(bigQuery.getDataset(name).getDescription()).isEqualTo("about");
      run("CREATE TABLE $.t (id INT64)");
      run("DROP SCHEMA $ CASCADE");
      assertThat(bigQuery.getDataset(name)).isNull();
    } finally {
      bigQuery.delete(DatasetId.of(name), DatasetDeleteOption.deleteContents());
    }
  }
}
