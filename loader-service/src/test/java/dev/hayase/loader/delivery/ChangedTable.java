package dev.hayase.loader.delivery;

import dev.hayase.event.schema.Column;
import dev.hayase.records.table.PresentColumn;
import dev.hayase.records.table.PresentTable;
import dev.hayase.records.table.TableUpdate;
import java.util.ArrayList;
import java.util.List;

/// A table after an update of its description.
final class ChangedTable {
  private ChangedTable() {}

  static PresentTable widened(PresentTable table, TableUpdate update) {
    List<PresentColumn> columns = new ArrayList<>(table.columns());
    for (Column wider : update.widened()) {
      columns.replaceAll(c -> c.name().equals(wider.name()) ? PresentColumn.of(wider) : c);
    }
    return of(table, columns);
  }

  static PresentTable grown(PresentTable table, TableUpdate update) {
    List<PresentColumn> columns = new ArrayList<>();
    for (PresentColumn column : table.columns()) {
      columns.add(update.relaxed().contains(column.name()) ? relaxed(column) : column);
    }
    for (Column added : update.added()) {
      PresentColumn column = PresentColumn.of(added);
      String besides = update.sides().get(added.name());
      columns.add(besides == null ? column : column.beside(besides));
    }
    return of(table, columns);
  }

  private static PresentColumn relaxed(PresentColumn column) {
    return new PresentColumn(
        column.name(),
        column.type(),
        Column.Mode.NULLABLE,
        column.maxLength(),
        column.precision(),
        column.scale(),
        column.fields(),
        column.besides());
  }

  private static PresentTable of(PresentTable table, List<PresentColumn> columns) {
    return new PresentTable(
        table.etag() + "+",
        columns,
        table.primaryKey(),
        table.owner(),
        table.topicMark(),
        table.changedMillis());
  }
}
