package dev.hayase.emulator.informationschema;

import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.store.StoredTable;
import java.time.Instant;

/// [TABLES](https://cloud.google.com/bigquery/docs/information-schema-tables),
/// [TABLE_OPTIONS](https://cloud.google.com/bigquery/docs/information-schema-table-options) and
/// [VIEWS](https://cloud.google.com/bigquery/docs/information-schema-views).
final class TableViews {
  private TableViews() {}

  static View tables(InformationSchema.Scope scope) {
    View view =
        new View(
            "table_catalog STRING",
            "table_schema STRING",
            "table_name STRING",
            "table_type STRING",
            "managed_table_type STRING",
            "is_insertable_into STRING",
            "is_fine_grained_mutations_enabled STRING",
            "is_typed STRING",
            "is_change_history_enabled STRING",
            "creation_time TIMESTAMP",
            "base_table_catalog STRING",
            "base_table_schema STRING",
            "base_table_name STRING",
            "snapshot_time_ms TIMESTAMP",
            "replica_source_catalog STRING",
            "replica_source_schema STRING",
            "replica_source_name STRING",
            "replication_status STRING",
            "replication_error STRING",
            "ddl STRING",
            "default_collation_name STRING",
            "sync_status JSON",
            "upsert_stream_apply_watermark TIMESTAMP");
    for (StoredTable table : scope.tables()) {
      TableDefinition definition = table.definition();
      TableName name = definition.name();
      boolean isView = definition.viewQuery().isPresent();
      view.add(
          name.project(),
          name.dataset(),
          name.table(),
          isView ? "VIEW" : "BASE TABLE",
          isView ? null : "NATIVE",
          isView ? "NO" : "YES",
          "NO",
          "NO",
          "NO",
          created(definition.resource()),
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          new TableDdl(definition).text(),
          null,
          null,
          table.streamed().applyWatermark().orElse(null));
    }
    return view;
  }

  static Instant created(JsonObject resource) {
    return Instant.ofEpochMilli(resource.get("creationTime").getAsLong());
  }

  static View options(InformationSchema.Scope scope) {
    View view =
        new View(
            "table_catalog STRING",
            "table_schema STRING",
            "table_name STRING",
            "option_name STRING",
            "option_type STRING",
            "option_value STRING");
    for (StoredTable table : scope.tables()) {
      TableName name = table.definition().name();
      for (OptionTexts.OptionText option : OptionTexts.ofTable(table.definition().resource())) {
        view.add(
            name.project(),
            name.dataset(),
            name.table(),
            option.name(),
            option.type(),
            option.value());
      }
    }
    return view;
  }

  static View views(InformationSchema.Scope scope) {
    View view =
        new View(
            "table_catalog STRING",
            "table_schema STRING",
            "table_name STRING",
            "view_definition STRING",
            "check_option STRING",
            "use_standard_sql STRING");
    for (StoredTable table : scope.tables()) {
      TableName name = table.definition().name();
      table
          .definition()
          .viewQuery()
          .ifPresent(
              query -> view.add(name.project(), name.dataset(), name.table(), query, null, "YES"));
    }
    return view;
  }
}
