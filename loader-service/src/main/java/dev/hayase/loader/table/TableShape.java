package dev.hayase.loader.table;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The columns of a table that the loader writes, each with its number in the row's protobuf
/// message.
///
/// A shape only grows, at its end, so that rows encoded for an earlier shape are rows of a later
/// one.
///
/// @param columns in the order of their numbers
public record TableShape(List<ShapeColumn> columns) {
  public static final TableShape EMPTY = new TableShape(List.of());

  /// The number of the pseudo column `_CHANGE_TYPE`.
  public static final int CHANGE_TYPE = 1;

  /// The number of the pseudo column `_CHANGE_SEQUENCE_NUMBER`.
  public static final int CHANGE_SEQUENCE_NUMBER = 2;

  private static final int FIRST = 3;

  /// A column, or a field of a struct.
  ///
  /// @param number that of the field in its message
  /// @param type that of the table's column; empty for one that we do not load
  /// @param repeated whether the column is a list of that type
  /// @param fields of a STRUCT: those that the loader writes
  public record ShapeColumn(
      String name,
      int number,
      Optional<ColumnType> type,
      boolean repeated,
      List<ShapeColumn> fields) {
    public ShapeColumn {
      fields = List.copyOf(fields);
    }

    /// A column of plain values.
    public ShapeColumn(String name, int number, Optional<ColumnType> type) {
      this(name, number, type, false, List.of());
    }

    /// A column as it is there, with those fields of it that are wanted and there. The fields that
    /// it had keep their numbers.
    static ShapeColumn of(
        int number, Column wanted, PresentColumn present, List<ShapeColumn> known) {
      List<ShapeColumn> fields = new ArrayList<>(known);
      for (Column field : wanted.fields()) {
        present.field(field.name()).ifPresent(there -> add(fields, field, there));
      }
      return new ShapeColumn(
          wanted.name(), number, present.type(), present.mode() == Column.Mode.REPEATED, fields);
    }

    private static void add(List<ShapeColumn> fields, Column wanted, PresentColumn present) {
      for (int i = 0; i < fields.size(); i++) {
        ShapeColumn known = fields.get(i);
        if (known.name().equals(wanted.name())) {
          fields.set(i, of(known.number(), wanted, present, known.fields()));
          return;
        }
      }
      fields.add(of(fields.size() + 1, wanted, present, List.of()));
    }
  }

  public TableShape {
    columns = List.copyOf(columns);
  }

  /// The column of this name, as [TableDefinition] writes it.
  public Optional<ShapeColumn> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /// The loader's own columns of a history table; empty when the table is none.
  public static Optional<TableShape> ofHistory(PresentTable present) {
    TableShape shape = EMPTY;
    for (Column column : OwnColumns.of(TableMode.HISTORY)) {
      Optional<Optional<ColumnType>> type = present.type(column.name());
      if (type.isEmpty()) {
        return Optional.empty();
      }
      shape = shape.with(column.name(), type.get());
    }
    return Optional.of(shape);
  }

  /// The shape with one more column, or with more fields of a struct that it has.
  ///
  /// @param present the same column as the table has it
  public TableShape with(Column wanted, PresentColumn present) {
    Optional<ShapeColumn> known = column(wanted.name());
    if (known.isEmpty()) {
      List<ShapeColumn> more = new ArrayList<>(columns);
      more.add(ShapeColumn.of(FIRST + columns.size(), wanted, present, List.of()));
      return new TableShape(more);
    }
    ShapeColumn grown = ShapeColumn.of(known.get().number(), wanted, present, known.get().fields());
    return grown.fields().equals(known.get().fields())
        ? this
        : new TableShape(
            columns.stream().map(c -> c.name().equals(wanted.name()) ? grown : c).toList());
  }

  /// The shape with one more column of plain values, unless it has it.
  public TableShape with(String name, Optional<ColumnType> type) {
    if (column(name).isPresent()) {
      return this;
    }
    List<ShapeColumn> more = new ArrayList<>(columns);
    more.add(new ShapeColumn(name, FIRST + columns.size(), type));
    return new TableShape(more);
  }
}
