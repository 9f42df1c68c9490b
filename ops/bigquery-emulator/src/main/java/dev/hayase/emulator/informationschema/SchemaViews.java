package dev.hayase.emulator.informationschema;

import com.google.gson.JsonObject;
import dev.hayase.emulator.store.Warehouse.DatasetName;
import java.time.Instant;

/// [SCHEMATA](https://cloud.google.com/bigquery/docs/information-schema-datasets-schemata) and
/// [SCHEMATA_OPTIONS](https://cloud.google.com/bigquery/docs/information-schema-datasets-schemata-options).
final class SchemaViews {
  private SchemaViews() {}

  static View schemata(InformationSchema.Scope scope) {
    View view =
        new View(
            "catalog_name STRING",
            "schema_name STRING",
            "schema_owner STRING",
            "creation_time TIMESTAMP",
            "last_modified_time TIMESTAMP",
            "location STRING",
            "ddl STRING",
            "default_collation_name STRING",
            "sync_status JSON");
    for (DatasetName name : scope.datasets()) {
      JsonObject resource = scope.warehouse().requireDataset(name);
      String location = resource.has("location") ? resource.get("location").getAsString() : "US";
      view.add(
          name.project(),
          name.dataset(),
          null,
          TableViews.created(resource),
          Instant.ofEpochMilli(resource.get("lastModifiedTime").getAsLong()),
          location,
          ddl(name, resource, location),
          null,
          null);
    }
    return view;
  }

  private static String ddl(DatasetName name, JsonObject resource, String location) {
    StringBuilder options = new StringBuilder();
    OptionTexts.ofDataset(resource)
        .forEach(option ->
            options
                .append("\n  ")
                .append(option.name())
                .append('=')
                .append(option.value())
                .append(','));
    options.append("\n  location=").append(OptionTexts.quoted(location));
    return "CREATE SCHEMA `"
        + name.project()
        + "."
        + name.dataset()
        + "`\nOPTIONS("
        + options
        + "\n);";
  }

  static View options(InformationSchema.Scope scope) {
    View view =
        new View(
            "catalog_name STRING",
            "schema_name STRING",
            "option_name STRING",
            "option_type STRING",
            "option_value STRING");
    for (DatasetName name : scope.datasets()) {
      OptionTexts.ofDataset(scope.warehouse().requireDataset(name))
          .forEach(option ->
              view.add(
                  name.project(), name.dataset(), option.name(), option.type(), option.value()));
    }
    return view;
  }
}
