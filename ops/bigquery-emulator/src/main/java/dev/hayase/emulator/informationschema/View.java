package dev.hayase.emulator.informationschema;

import static dev.hayase.emulator.catalog.Identifiers.literal;
import static dev.hayase.emulator.catalog.Identifiers.quoted;

import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.DataType;
import dev.hayase.emulator.catalog.TableName;
import dev.hayase.emulator.googlesql.Relation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A view's columns and rows.
final class View {
  private final List<DataType.Field> columns = new ArrayList<>();
  private final List<String> rows = new ArrayList<>();

  /// @param columns `name TYPE` each, in order
  View(String... columns) {
    for (String column : columns) {
      int blank = column.indexOf(' ');
      this.columns.add(
          new DataType.Field(
              column.substring(0, blank),
              DataType.scalar(ColumnType.valueOf(column.substring(blank + 1)))));
    }
  }

  /// @param values texts, whole numbers, instants; one per column
  void add(@Nullable Object... values) {
    List<String> row = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      row.add("CAST(" + text(values[i]) + " AS " + columns.get(i).type().duckdbType() + ")");
    }
    rows.add(row.stream().collect(Collectors.joining(", ", "(", ")")));
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "NULL";
      case Instant instant ->
          "make_timestamptz(" + ChronoUnit.MICROS.between(Instant.EPOCH, instant) + ")";
      case Number number -> number.toString();
      default -> literal(value.toString());
    };
  }

  Relation relation(TableName name) {
    List<Relation.RelationColumn> typed =
        columns.stream()
            .map(column -> new Relation.RelationColumn(column.name(), column.type(), false))
            .toList();
    String sql = sql();
    return new Relation(name, typed, () -> sql, List.of());
  }

  private String sql() {
    String names =
        columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
    String none =
        columns.stream()
            .map(column -> "CAST(NULL AS " + column.type().duckdbType() + ")")
            .collect(Collectors.joining(", ", "(", ")"));
    return "(SELECT * FROM (VALUES "
        + (rows.isEmpty() ? none : String.join(", ", rows))
        + ") AS v("
        + names
        + ")"
        + (rows.isEmpty() ? " WHERE false" : "")
        + ")";
  }
}
