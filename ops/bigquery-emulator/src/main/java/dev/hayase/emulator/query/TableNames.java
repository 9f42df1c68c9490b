package dev.hayase.emulator.query;

import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.sql.Tables;
import dev.hayase.emulator.store.StoredTable;
import dev.hayase.emulator.store.Warehouse;
import java.util.List;
import java.util.Optional;

/// Finds the tables that a query names.
final class TableNames implements Tables {
  private final Warehouse warehouse;
  private final String project;
  private final Optional<String> defaultDataset;

  TableNames(Warehouse warehouse, String project, Optional<String> defaultDataset) {
    this.warehouse = warehouse;
    this.project = project;
    this.defaultDataset = defaultDataset;
  }

  @Override
  public String resolve(List<String> path) {
    StoredTable table = table(path);
    return Marked.read(table.readable(), table.definition());
  }

  /// The table that a statement changes.
  StoredTable table(List<String> path) {
    return warehouse.requireTable(name(path));
  }

  private TableName name(List<String> path) {
    Warehouse.DatasetName dataset = dataset(path.subList(0, path.size() - 1));
    return new TableName(dataset.project(), dataset.dataset(), path.getLast());
  }

  private Warehouse.DatasetName dataset(List<String> path) {
    return switch (path.size()) {
      case 0 ->
          new Warehouse.DatasetName(
              project,
              defaultDataset.orElseThrow(() ->
                  BigQueryException.invalid(
                      "Table must be qualified with a dataset (e.g. dataset.table).")));
      case 1 -> new Warehouse.DatasetName(project, path.getFirst());
      case 2 -> new Warehouse.DatasetName(path.getFirst(), path.getLast());
      default ->
          throw BigQueryException.invalidQuery("Invalid table name: " + String.join(".", path));
    };
  }
}
