package dev.hayase.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InformationSchemaTest {
  @RegisterExtension
  static final RunningEmulator EMULATOR =
      new RunningEmulator(EmulatorOptions.inMemory().withClock(new TestClock()));

  private final Clients clients = EMULATOR.clients();

  @BeforeAll
  static void define() throws Exception {
    Clients clients = EMULATOR.clients();
    for (String statement :
        List.of(
            """
            CREATE TABLE items (
              id INT64 NOT NULL OPTIONS(description='key'),
              name STRING(20) DEFAULT 'x',
              parts ARRAY<STRUCT<a NUMERIC(10, 2), b STRUCT<c DATE>>>,
              day DATE,
              PRIMARY KEY (id) NOT ENFORCED)
            PARTITION BY day CLUSTER BY name, id
            OPTIONS(description='all "items"', labels=[('team', 'x')],
                    max_staleness=INTERVAL 10 MINUTE, require_partition_filter=false)\
            """,
            """
            CREATE TABLE orders (
              id INT64, item INT64,
              PRIMARY KEY (id) NOT ENFORCED,
              CONSTRAINT to_items FOREIGN KEY (item) REFERENCES items(id) NOT ENFORCED)\
            """,
            "CREATE VIEW v OPTIONS(friendly_name='V') AS SELECT id FROM d.orders",
            "CREATE SCHEMA other OPTIONS(location='EU', description='the other')",
            "CREATE TABLE other.t (a INT64)")) {
      clients.query(statement);
    }
  }

  /// A query and its rows.
  record Answer(String query, List<String> rows) {
    static Answer of(String query, String... rows) {
      return new Answer(query, List.of(rows));
    }

    @Override
    public String toString() {
      return query;
    }
  }

  static Stream<Answer> answers() {
    return Stream.of(
        Answer.of(
            "SELECT table_catalog, table_schema, table_name, table_type, is_insertable_into,"
                + " is_typed, creation_time = TIMESTAMP '2026-01-01',"
                + " upsert_stream_apply_watermark IS NULL"
                + " FROM d.INFORMATION_SCHEMA.TABLES ORDER BY table_name",
            "p|d|items|BASE TABLE|YES|NO|true|true",
            "p|d|orders|BASE TABLE|YES|NO|true|true",
            "p|d|v|VIEW|NO|NO|true|true"),
        Answer.of(
            "SELECT table_schema, table_name FROM `region-us`.INFORMATION_SCHEMA.TABLES"
                + " WHERE table_schema != 'd'",
            "other|t"),
        Answer.of("SELECT COUNT(*) FROM `p.region-eu.INFORMATION_SCHEMA.TABLES`", "4"),
        Answer.of("SELECT COUNT(*) FROM `p`.`other`.`INFORMATION_SCHEMA`.`TABLES`", "1"),
        Answer.of("SELECT COUNT(*) FROM information_schema.tables", "3"),
        Answer.of(
            "SELECT column_name, ordinal_position, is_nullable, data_type, is_hidden,"
                + " is_partitioning_column, clustering_ordinal_position, column_default"
                + " FROM d.INFORMATION_SCHEMA.COLUMNS WHERE table_name = 'items'"
                + " ORDER BY ordinal_position",
            "id|1|NO|INT64|NO|NO|2|null",
            "name|2|YES|STRING(20)|NO|NO|1|'x'",
            "parts|3|NO|ARRAY<STRUCT<a NUMERIC(10, 2), b STRUCT<c DATE>>>|NO|NO|null|null",
            "day|4|YES|DATE|NO|YES|null|null"),
        Answer.of(
            "SELECT column_name, field_path, data_type, description"
                + " FROM d.INFORMATION_SCHEMA.COLUMN_FIELD_PATHS"
                + " WHERE table_name = 'items' AND column_name IN ('id', 'parts')",
            "id|id|INT64|key",
            "parts|parts|ARRAY<STRUCT<a NUMERIC(10, 2), b STRUCT<c DATE>>>|null",
            "parts|parts.a|NUMERIC(10, 2)|null",
            "parts|parts.b|STRUCT<c DATE>|null",
            "parts|parts.b.c|DATE|null"),
        Answer.of(
            "SELECT table_name, option_name, option_type, option_value"
                + " FROM d.INFORMATION_SCHEMA.TABLE_OPTIONS ORDER BY 1, 2",
            "items|description|STRING|\"all \\\"items\\\"\"",
            "items|labels|ARRAY<STRUCT<STRING, STRING>>|[STRUCT(\"team\", \"x\")]",
            "items|max_staleness|INTERVAL|INTERVAL \"0-0 0 0:10:0\" YEAR TO SECOND",
            "items|require_partition_filter|BOOL|false",
            "v|friendly_name|STRING|\"V\""),
        Answer.of(
            "SELECT constraint_name, table_name, column_name, ordinal_position,"
                + " position_in_unique_constraint FROM d.INFORMATION_SCHEMA.KEY_COLUMN_USAGE"
                + " ORDER BY 1",
            "items.pk$|items|id|1|null",
            "orders.pk$|orders|id|1|null",
            "orders.to_items|orders|item|1|1"),
        Answer.of(
            "SELECT constraint_name, constraint_type, enforced"
                + " FROM d.INFORMATION_SCHEMA.TABLE_CONSTRAINTS ORDER BY 1",
            "items.pk$|PRIMARY KEY|NO",
            "orders.pk$|PRIMARY KEY|NO",
            "orders.to_items|FOREIGN KEY|NO"),
        Answer.of(
            "SELECT table_name, column_name, constraint_name"
                + " FROM d.INFORMATION_SCHEMA.CONSTRAINT_COLUMN_USAGE ORDER BY 3",
            "items|id|items.pk$",
            "orders|id|orders.pk$",
            "items|id|orders.to_items"),
        Answer.of(
            "SELECT schema_name, location FROM INFORMATION_SCHEMA.SCHEMATA ORDER BY 1",
            "d|US",
            "other|EU"),
        Answer.of(
            "SELECT schema_name, option_value FROM p.INFORMATION_SCHEMA.SCHEMATA_OPTIONS"
                + " WHERE option_name = 'description'",
            "other|\"the other\""),
        Answer.of(
            "SELECT table_name, view_definition, use_standard_sql"
                + " FROM d.INFORMATION_SCHEMA.VIEWS",
            "v|SELECT id FROM d.orders|YES"),
        Answer.of(
            "SELECT t.table_name, COUNT(*) FROM d.INFORMATION_SCHEMA.TABLES t"
                + " JOIN d.INFORMATION_SCHEMA.COLUMNS USING (table_name) GROUP BY 1 ORDER BY 1",
            "items|4",
            "orders|2",
            "v|1"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void viewsAreRelationsLikeOthers(Answer answer) throws Exception {
    assertThat(clients.query(answer.query())).containsExactlyElementsOf(answer.rows());
  }

  @Test
  void theDdlOfATableCreatesItsLike() throws Exception {
    // Given
    String ddl =
        clients
            .query("SELECT ddl FROM d.INFORMATION_SCHEMA.TABLES WHERE table_name = 'items'")
            .getFirst();
    clients.query("CREATE SCHEMA again");

    // When
    clients.query(ddl.replace("`p.d.items`", "again.items"));

    // Then
    assertThat(clients.query("SELECT ddl FROM again.INFORMATION_SCHEMA.TABLES"))
        .containsExactly(ddl.replace("`p.d.items`", "`p.again.items`"));
    clients.query("DROP SCHEMA again CASCADE");
  }

  @Test
  void whatIsNotThereIsRefusedByName() {
    assertThatThrownBy(() -> clients.query("SELECT * FROM d.INFORMATION_SCHEMA.ROUTINES"))
        .hasMessageContaining("INFORMATION_SCHEMA.ROUTINES is not supported by the emulator");
    assertThatThrownBy(() -> clients.query("SELECT * FROM nope.INFORMATION_SCHEMA.TABLES"))
        .hasMessageContaining("Not found: Dataset p:nope was not found in location US");
  }
}
