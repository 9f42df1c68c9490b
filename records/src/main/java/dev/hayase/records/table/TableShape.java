package dev.hayase.records.table;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The columns of a table that the loader writes, each with its number in the row's protobuf
/// message.
///
/// A shape grows at its end, so that rows encoded for an earlier shape are rows of a later one. A
/// column whose type has changed gets a new number, so that no row is read with the wrong one.
///
/// @param columns in the order of their numbers
/// @param sides name of a [SideColumn] to the column whose values it takes now
public record TableShape(List<ShapeColumn> columns, Map<String, String> sides) {
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

    /// Whether all of it is in the other column.
    boolean isPartOf(ShapeColumn other) {
      return number == other.number
          && name.equals(other.name)
          && type.equals(other.type)
          && repeated == other.repeated
          && fields.stream().allMatch(field -> other.fields.stream().anyMatch(field::isPartOf));
    }

    /// Whether values of both have one form.
    boolean isLike(PresentColumn present) {
      return type.equals(present.type()) && repeated == (present.mode() == Column.Mode.REPEATED);
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
          if (known.isLike(present)) {
            fields.set(i, of(known.number(), wanted, present, known.fields()));
            return;
          }
          fields.remove(i);
          fields.add(of(next(fields, 1, known.number()), wanted, present, List.of()));
          return;
        }
      }
      fields.add(of(next(fields, 1, 0), wanted, present, List.of()));
    }

    /// A number that no column has, nor the one that is given up.
    private static int next(List<ShapeColumn> columns, int first, int givenUp) {
      int highest = Math.max(first - 1, givenUp);
      for (ShapeColumn column : columns) {
        highest = Math.max(highest, column.number());
      }
      return highest + 1;
    }
  }

  public TableShape {
    columns = List.copyOf(columns);
    sides = Map.copyOf(sides);
  }

  public TableShape(List<ShapeColumn> columns) {
    this(columns, Map.of());
  }

  /// The columns as a row of the source finds them: a side column under the name of the column
  /// whose values it takes.
  public List<ShapeColumn> targets() {
    if (sides.isEmpty()) {
      return columns;
    }
    List<ShapeColumn> targets = new ArrayList<>();
    for (ShapeColumn column : columns) {
      String besides = sides.get(column.name());
      if (besides != null) {
        targets.add(
            new ShapeColumn(
                besides, column.number(), column.type(), column.repeated(), column.fields()));
      } else if (!sides.containsValue(column.name())) {
        targets.add(column);
      }
    }
    return targets;
  }

  /// The same columns, with these side columns in use.
  TableShape beside(Map<String, String> others) {
    return sides.equals(others) ? this : new TableShape(columns, others);
  }

  /// The columns alone: what BigQuery has to be told of a row.
  public TableShape withoutSides() {
    return sides.isEmpty() ? this : new TableShape(columns);
  }

  /// Whether rows of the other shape can be written where this one is announced: every column of
  /// theirs is here, under its number.
  public boolean takes(TableShape other) {
    if (columns.equals(other.columns)) {
      return true;
    }
    Map<Integer, ShapeColumn> byNumber = byNumber();
    return other.columns.stream()
        .allMatch(theirs -> {
          ShapeColumn ours = byNumber.get(theirs.number());
          return ours != null && theirs.isPartOf(ours);
        });
  }

  /// The numbers whose columns both shapes have, and have alike.
  public Set<Integer> sharedNumbers(TableShape other) {
    Map<Integer, ShapeColumn> byNumber = byNumber();
    Set<Integer> shared = new HashSet<>(Set.of(CHANGE_TYPE, CHANGE_SEQUENCE_NUMBER));
    for (ShapeColumn column : other.columns) {
      if (column.equals(byNumber.get(column.number()))) {
        shared.add(column.number());
      }
    }
    return shared;
  }

  private Map<Integer, ShapeColumn> byNumber() {
    Map<Integer, ShapeColumn> byNumber = new HashMap<>();
    columns.forEach(column -> byNumber.put(column.number(), column));
    return byNumber;
  }

  /// The column of this name, as [TableDefinition] writes it.
  public Optional<ShapeColumn> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /// The shape of the table that is made for rows of this schema.
  public static TableShape of(TableSchema schema, TableMode mode) {
    TableShape shape = EMPTY;
    for (Column column :
        TableDefinition.of(new TableRef("", "", ""), mode, schema, List.of()).columns()) {
      shape = shape.with(column, PresentColumn.of(column));
    }
    return shape;
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

  /// The shape with one more column, or with more fields of a struct that it has, or with another
  /// type of a column that it has.
  ///
  /// @param present the same column as the table has it
  public TableShape with(Column wanted, PresentColumn present) {
    Optional<ShapeColumn> known = column(wanted.name());
    if (known.isPresent() && known.get().isLike(present)) {
      ShapeColumn grown =
          ShapeColumn.of(known.get().number(), wanted, present, known.get().fields());
      return grown.fields().equals(known.get().fields())
          ? this
          : new TableShape(
              columns.stream().map(c -> c.name().equals(wanted.name()) ? grown : c).toList());
    }
    List<ShapeColumn> more = new ArrayList<>(columns);
    known.ifPresent(more::remove);
    int number = ShapeColumn.next(more, FIRST, known.map(ShapeColumn::number).orElse(0));
    more.add(ShapeColumn.of(number, wanted, present, List.of()));
    return new TableShape(more);
  }

  /// The shape with one more column of plain values, unless it has it.
  public TableShape with(String name, Optional<ColumnType> type) {
    if (column(name).isPresent()) {
      return this;
    }
    List<ShapeColumn> more = new ArrayList<>(columns);
    more.add(new ShapeColumn(name, ShapeColumn.next(columns, FIRST, 0), type));
    return new TableShape(more);
  }
}
