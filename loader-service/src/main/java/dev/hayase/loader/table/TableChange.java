package dev.hayase.loader.table;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What has to happen to a present table before rows of a definition can go into it.
public sealed interface TableChange {

  /// Nothing: every wanted column is there.
  ///
  /// @param shape the wanted columns, each with the type that the table has
  record Ready(TableShape shape) implements TableChange {}

  /// Columns have to be added, or fields of structs. Nothing else about a table is ever changed.
  ///
  /// @param columns a STRUCT that is there already stands for those of its fields that are not
  record AddColumns(List<Column> columns) implements TableChange {}

  /// No row of this definition can go into this table.
  record Refused(String reason, String remedy) implements TableChange {}

  /// Compares.
  ///
  /// @param owner the [Owner] mark of the topic
  /// @param known the shape in use, which keeps its columns' numbers; empty at first
  static TableChange between(
      TableDefinition wanted, String owner, PresentTable present, TableShape known) {
    if (present.owner().isPresent() && !present.owner().get().equals(owner)) {
      return new Refused(
          "table " + wanted.ref() + " holds the rows of another topic",
          "Set another table: for this topic under tables: in pipeline.yaml, or drop the table if"
              + " the other topic is gone");
    }
    boolean heldAsMirror = present.owner().isPresent() && present.type(OwnColumns.OFFSET).isEmpty();
    if (wanted.mode().appends() && heldAsMirror) {
      return new Refused(
          "table " + wanted.ref() + " is a mirror and would become a table that appends",
          "Set another table: for this topic under tables: in pipeline.yaml, or drop the table");
    }
    Set<String> key = caseless(wanted.primaryKey());
    if (!key.equals(caseless(present.primaryKey())) && !key.isEmpty()) {
      return new Refused(
          "the table's primary key is "
              + present.primaryKey()
              + ", the source's is "
              + wanted.primaryKey(),
          "Give table "
              + wanted.ref()
              + " the source's primary key (NOT ENFORCED), or drop the table and it is made anew,"
              + " or set mode: history");
    }
    List<Column> missing = new ArrayList<>();
    TableShape shape = known;
    for (Column column : wanted.columns()) {
      Optional<PresentColumn> there = present.column(column.name());
      missing(column, there).ifPresent(missing::add);
      if (there.isPresent()) {
        shape = shape.with(column, there.get());
      }
    }
    return missing.isEmpty() ? new Ready(shape) : new AddColumns(missing);
  }

  /// The column if it is not there, or the struct with those of its fields that are not.
  private static Optional<Column> missing(Column wanted, Optional<PresentColumn> present) {
    if (present.isEmpty()) {
      return Optional.of(wanted);
    }
    boolean structs =
        wanted.type() == ColumnType.STRUCT
            && present.get().type().equals(Optional.of(ColumnType.STRUCT));
    if (!structs) {
      return Optional.empty();
    }
    List<Column> fields = new ArrayList<>();
    for (Column field : wanted.fields()) {
      missing(field, present.get().field(field.name())).ifPresent(fields::add);
    }
    return fields.isEmpty() ? Optional.empty() : Optional.of(wanted.of(fields));
  }

  private static Set<String> caseless(List<String> names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(names);
    return set;
  }
}
