package dev.hayase.emulator.informationschema;

import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.googlesql.Relation;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.Warehouse;
import dev.hayase.emulator.store.Warehouse.DatasetName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds views by the name that a query gives them: of one dataset (`d.INFORMATION_SCHEMA.TABLES`)
/// or of a project's datasets in a region (`` `region-us`.INFORMATION_SCHEMA.TABLES ``). Regions
/// are taken as they are written: here all datasets are everywhere
/// ([syntax](https://cloud.google.com/bigquery/docs/information-schema-intro#syntax)).
public final class InformationSchema {
  private static final String NAME = "INFORMATION_SCHEMA";

  private final Warehouse warehouse;
  private final String project;
  private final Optional<String> defaultDataset;

  public InformationSchema(Warehouse warehouse, String project, Optional<String> defaultDataset) {
    this.warehouse = warehouse;
    this.project = project;
    this.defaultDataset = defaultDataset;
  }

  /// @param datasets the ones that a view tells of
  record Scope(Warehouse warehouse, String project, List<DatasetName> datasets) {
    List<StoredTable> tables() {
      return datasets.stream().flatMap(dataset -> warehouse.tables(dataset).stream()).toList();
    }
  }

  /// @return empty when the path names no view of an INFORMATION_SCHEMA
  public Optional<Relation> find(List<String> path) {
    int schema = path.size() - 2;
    if (schema < 0 || !path.get(schema).toUpperCase(Locale.ROOT).equals(NAME)) {
      return Optional.empty();
    }
    String name = path.getLast().toUpperCase(Locale.ROOT);
    boolean ofProject = name.startsWith("SCHEMATA");
    Scope scope = scope(path.subList(0, schema), ofProject);
    View view =
        switch (name) {
          case "TABLES" -> TableViews.tables(scope);
          case "TABLE_OPTIONS" -> TableViews.options(scope);
          case "VIEWS" -> TableViews.views(scope);
          case "COLUMNS" -> ColumnViews.columns(scope);
          case "COLUMN_FIELD_PATHS" -> ColumnViews.fieldPaths(scope);
          case "KEY_COLUMN_USAGE" -> KeyViews.keyColumns(scope);
          case "TABLE_CONSTRAINTS" -> KeyViews.constraints(scope);
          case "CONSTRAINT_COLUMN_USAGE" -> KeyViews.constraintColumns(scope);
          case "SCHEMATA" -> SchemaViews.schemata(scope);
          case "SCHEMATA_OPTIONS" -> SchemaViews.options(scope);
          default ->
              throw BigQueryException.invalidQuery(
                  NAME + "." + name + " is not supported by the emulator");
        };
    String dataset =
        ofProject
            ? NAME
            : scope.datasets().size() == 1 ? scope.datasets().getFirst().dataset() : NAME;
    return Optional.of(view.relation(new TableName(scope.project(), dataset, NAME + "." + name)));
  }

  private Scope scope(List<String> qualifier, boolean ofProject) {
    String last = qualifier.isEmpty() ? "" : qualifier.getLast();
    boolean region = last.toLowerCase(Locale.ROOT).startsWith("region-");
    if (qualifier.size() > 2 || (ofProject && qualifier.size() == 2 && !region)) {
      throw BigQueryException.invalid(
          "Invalid table name: " + String.join(".", qualifier) + "." + NAME);
    }
    if (region || ofProject) {
      boolean named = qualifier.size() == 2 || (qualifier.size() == 1 && !region);
      String of = named ? qualifier.getFirst() : project;
      return new Scope(warehouse, of, warehouse.datasets(of));
    }
    DatasetName dataset =
        switch (qualifier.size()) {
          case 0 ->
              new DatasetName(
                  project,
                  defaultDataset.orElseThrow(() ->
                      BigQueryException.invalid(
                          NAME
                              + " must be qualified with a dataset (e.g. dataset."
                              + NAME
                              + ").")));
          case 1 -> new DatasetName(project, last);
          default -> new DatasetName(qualifier.getFirst(), last);
        };
    if (warehouse.dataset(dataset).isEmpty()) {
      throw BigQueryException.notFound(
          "Not found: Dataset " + dataset + " was not found in location US");
    }
    return new Scope(warehouse, dataset.project(), List.of(dataset));
  }
}
