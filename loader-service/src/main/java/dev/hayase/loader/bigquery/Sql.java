package dev.hayase.loader.bigquery;

import dev.hayase.event.schema.Column;
import dev.hayase.records.table.OwnColumns;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableView;
import java.util.List;
import java.util.stream.Collectors;

/// Every SQL text of the loader. Values are parameters; names are quoted or refused.
final class Sql {
  private static final String EACH_EVENT =
      (" QUALIFY ROW_NUMBER() OVER (PARTITION BY %1$s, %2$s, IF(%2$s IS NULL, %3$s, NULL),"
              + " IF(%2$s IS NULL, %4$s, NULL) ORDER BY %5$s, %3$s, %4$s) = 1")
          .formatted(
              OwnColumns.EVENT_SOURCE,
              OwnColumns.EVENT_ID,
              OwnColumns.PARTITION,
              OwnColumns.OFFSET,
              OwnColumns.BROKER_TIME);

  private Sql() {}

  /// The offsets that a table holds, as ranges without gaps. They are numbered a million at a time,
  /// so that no single worker has to sort a whole table.
  static String offsets(TableRef table) {
    return """
    SELECT MIN(o) AS first, MAX(o) AS last FROM (
      SELECT o, DIV(o, 1000000) AS part,
        o - ROW_NUMBER() OVER (PARTITION BY DIV(o, 1000000) ORDER BY o) AS island
      FROM (SELECT DISTINCT %s AS o FROM %s WHERE %s = @partition AND %s >= @from AND %s < @to))
    GROUP BY part, island ORDER BY first\
    """
        .formatted(
            OwnColumns.OFFSET,
            quoted(table),
            OwnColumns.PARTITION,
            OwnColumns.OFFSET,
            OwnColumns.OFFSET);
  }

  /// What a view shows. Rows of one record are the same, so that it does not matter which of them.
  static String view(TableView view) {
    String rows =
        view.complete()
            ? "%1$s != '%2$s' AND (%3$s IS NULL OR %3$s IN (SELECT %3$s FROM %4$s WHERE %1$s = '%2$s'))"
                .formatted(
                    OwnColumns.OPERATION,
                    OwnColumns.SNAPSHOT_END,
                    OwnColumns.SNAPSHOT_ID,
                    quoted(view.table()))
            : "TRUE";
    String once =
        switch (view.each()) {
          case ROW -> "";
          case RECORD ->
              " QUALIFY ROW_NUMBER() OVER (PARTITION BY %s, %s) = 1"
                  .formatted(OwnColumns.PARTITION, OwnColumns.OFFSET);
          case EVENT -> EACH_EVENT;
        };
    return "SELECT * FROM %s WHERE %s%s".formatted(quoted(view.table()), rows, once);
  }

  static String keysBefore(TableRef table, List<String> keyColumns) {
    // By the table's own name BigQuery would take a key column of the same name for the whole row.
    return "SELECT %s FROM %s AS `_hayase_rows` WHERE %s < @sequence"
        .formatted(
            keyColumns.stream().map(Sql::quoted).collect(Collectors.joining(", ")),
            quoted(table),
            OwnColumns.SEQUENCE);
  }

  /// How many integers lie beyond those that FLOAT64 holds one by one.
  static String beyondFloat64(TableRef table, String column) {
    return "SELECT COUNT(*) FROM %s WHERE %s NOT BETWEEN -9007199254740992 AND 9007199254740992"
        .formatted(quoted(table), quoted(column));
  }

  /// One statement for all columns: it counts as one update of the table's description.
  static String widen(TableRef table, List<Column> columns) {
    return "ALTER TABLE %s %s"
        .formatted(
            quoted(table),
            columns.stream()
                .map(c -> "ALTER COLUMN %s SET DATA TYPE %s".formatted(quoted(c.name()), type(c)))
                .collect(Collectors.joining(", ")));
  }

  private static String type(Column column) {
    String name = column.type().name();
    if (column.maxLength().isPresent()) {
      return "%s(%d)".formatted(name, column.maxLength().getAsLong());
    }
    return column.precision().isPresent()
        ? "%s(%d, %d)".formatted(name, column.precision().getAsInt(), column.scale().orElse(0))
        : name;
  }

  private static String quoted(TableRef table) {
    return quoted(table.project()) + '.' + quoted(table.dataset()) + '.' + quoted(table.table());
  }

  private static String quoted(String name) {
    if (name.indexOf('`') >= 0 || name.indexOf('\\') >= 0) {
      throw new IllegalArgumentException("The name '" + name + "' cannot be quoted");
    }
    return '`' + name + '`';
  }
}
