package dev.hayase.conformance;

import static dev.hayase.conformance.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a dataset says of its tables. Source:
/// https://cloud.google.com/bigquery/docs/information-schema-intro.
@ExtendWith(Conformance.class)
class InformationSchemaTest {
  private final Tables tables;
  private final String name = "i_" + UUID.randomUUID().toString().replace('-', '_');

  InformationSchemaTest(Tables tables) {
    this.tables = tables;
  }

  @BeforeEach
  void create() throws InterruptedException {
    tables.query(
        "CREATE TABLE "
            + name
            + " (id INT64 NOT NULL, name STRING(20), parts ARRAY<STRUCT<a NUMERIC(10, 2)>>, day DATE,"
            + " PRIMARY KEY (id) NOT ENFORCED) PARTITION BY day CLUSTER BY name"
            + " OPTIONS(description='about')");
  }

  private List<String> ask(String columns, String view, String order) throws InterruptedException {
    return tables.query(
        "SELECT "
            + columns
            + " FROM "
            + tables.underTest().dataset()
            + ".INFORMATION_SCHEMA."
            + view
            + " WHERE table_name = '"
            + name
            + "' ORDER BY "
            + order);
  }

  @Test
  void tables() throws Exception {
    String where = tables.underTest().project() + "|" + tables.underTest().dataset() + "|" + name;
    assertThat(ask("table_catalog, table_schema, table_name, table_type", "TABLES", "1"))
        .containsExactly(where + "|BASE TABLE");
    assertThat(ask("upsert_stream_apply_watermark IS NULL", "TABLES", "1")).containsExactly("true");
  }

  @Test
  void columns() throws Exception {
    assertThat(
            ask(
                "column_name, ordinal_position, is_nullable, data_type, is_partitioning_column,"
                    + " clustering_ordinal_position",
                "COLUMNS",
                "2"))
        .containsExactly(
            "id|1|NO|INT64|NO|null",
            "name|2|YES|STRING(20)|NO|1",
            "parts|3|NO|ARRAY<STRUCT<a NUMERIC(10, 2)>>|NO|null",
            "day|4|YES|DATE|YES|null");
  }

  @Test
  void tableOptions() throws Exception {
    assertThat(ask("option_name, option_type, option_value", "TABLE_OPTIONS", "1"))
        .contains("description|STRING|\"about\"");
  }

  @Test
  void keyColumnUsage() throws Exception {
    assertThat(ask("column_name, ordinal_position", "KEY_COLUMN_USAGE", "2"))
        .containsExactly("id|1");
  }

  @Test
  void aDatasetThatIsNotThereIsNotFound() {
    assertRefused(
        () -> tables.query("SELECT * FROM no_such_dataset.INFORMATION_SCHEMA.TABLES"),
        404,
        "notFound",
        "Not found: Dataset",
        "no_such_dataset");
  }
}
