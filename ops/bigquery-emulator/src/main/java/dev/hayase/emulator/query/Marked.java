package dev.hayase.emulator.query;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.DataType;
import dev.hayase.emulator.catalog.TableDefinition;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// BIGNUMERIC and GEOGRAPHY are kept as text. The room `sql` knows types only from DuckDB, so it
/// gets such values in a struct whose field names the type.
final class Marked {
  private Marked() {}

  static String read(String readable, TableDefinition definition) {
    List<Column> columns = definition.schema().columns();
    if (columns.stream().noneMatch(column -> hasMarked(column.dataType()))) {
      return readable;
    }
    return columns.stream()
        .map(column ->
            value(quoted(column.name()), column.dataType()) + " AS " + quoted(column.name()))
        .collect(Collectors.joining(", ", "(SELECT ", " FROM " + readable + ")"));
  }

  private static String value(String expression, DataType type) {
    if (!hasMarked(type)) {
      return expression;
    }
    if (type.repeated()) {
      return "list_transform(" + expression + ", lambda x: " + value("x", type.element()) + ")";
    }
    String struct =
        type.type() == ColumnType.STRUCT
            ? type.fields().stream()
                .map(field ->
                    quoted(field.name())
                        + ": "
                        + value(expression + "." + quoted(field.name()), field.type()))
                .collect(Collectors.joining(", ", "{", "}"))
            : "{" + mark(type) + ": " + expression + "}";
    return "CASE WHEN " + expression + " IS NOT NULL THEN " + struct + " END";
  }

  /// What is stored for an expression of such a column.
  static String write(String expression, Column column) {
    DataType type = column.dataType();
    return hasMarked(type) && type.type() != ColumnType.STRUCT && !type.repeated()
        ? "(to_json(" + expression + ")->>'$." + mark(type) + "')"
        : expression;
  }

  private static boolean hasMarked(DataType type) {
    return type.contains(ColumnType.BIGNUMERIC) || type.contains(ColumnType.GEOGRAPHY);
  }

  private static String mark(DataType type) {
    return type.type().name().toLowerCase(Locale.ROOT);
  }
}
