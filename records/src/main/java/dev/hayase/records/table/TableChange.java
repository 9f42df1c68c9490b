package dev.hayase.records.table;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What has to happen to a present table before rows of a definition can go into it.
public sealed interface TableChange {

  /// Nothing: every wanted column is there.
  ///
  /// @param shape the wanted columns, each with the type that the table has
  record Ready(TableShape shape) implements TableChange {}

  /// Columns have to be added, relaxed or widened. Nothing else about a table is ever changed, and
  /// nothing is taken away: a column that the source dropped or renamed stays.
  record Update(TableUpdate update) implements TableChange {}

  /// No row of this definition can go into this table.
  record Refused(String reason, String remedy) implements TableChange {}

  /// Compares.
  ///
  /// @param owner the [Owner] mark of the topic
  /// @param known the shape in use, which keeps its columns' numbers; empty at first
  /// @param conflicts what becomes of values of another type
  static TableChange between(
      TableDefinition wanted,
      String owner,
      PresentTable present,
      TableShape known,
      ConflictRules conflicts) {
    if (present.owner().isPresent() && !present.owner().get().equals(owner)) {
      return new Refused(
          "table " + wanted.ref() + " holds the rows of another topic",
          "Set another table: for this topic in pipeline.yaml, or drop the table if"
              + " the other topic is gone");
    }
    boolean heldAsMirror = present.owner().isPresent() && present.type(OwnColumns.OFFSET).isEmpty();
    if (wanted.mode().appends() && heldAsMirror) {
      return new Refused(
          "table " + wanted.ref() + " is a mirror and would become a table that appends",
          "Set another table: for this topic in pipeline.yaml, or drop the table");
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
    return new Comparison(wanted, present, conflicts).outcome(known);
  }

  private static Set<String> caseless(List<String> names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(names);
    return set;
  }
}
