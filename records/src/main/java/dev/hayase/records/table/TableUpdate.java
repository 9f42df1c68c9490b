package dev.hayase.records.table;

import dev.hayase.event.schema.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Changes of a table's columns.
///
/// @param added columns that are missing; a STRUCT that is there already stands for those of its
///   fields that are not
/// @param sides name of a [SideColumn] among the added to the column beside which it stands
/// @param relaxed REQUIRED columns whose values may be missing
/// @param widened columns with the type and limits that they need
/// @param unproved names of the widened whose present values may not survive it
public record TableUpdate(
    List<Column> added,
    Map<String, String> sides,
    List<String> relaxed,
    List<Column> widened,
    Set<String> unproved) {
  public static final TableUpdate NONE =
      new TableUpdate(List.of(), Map.of(), List.of(), List.of(), Set.of());

  public TableUpdate {
    added = List.copyOf(added);
    sides = Map.copyOf(sides);
    relaxed = List.copyOf(relaxed);
    widened = List.copyOf(widened);
    unproved = Set.copyOf(unproved);
  }

  /// Whether there is nothing to do.
  public boolean isEmpty() {
    return added.isEmpty() && relaxed.isEmpty() && widened.isEmpty();
  }

  /// Both in one. Of two changes of one column the first stands: what the other wants of it shows
  /// when the table is described again.
  public TableUpdate and(TableUpdate other) {
    Set<String> touched = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    added.forEach(column -> touched.add(column.name()));
    widened.forEach(column -> touched.add(column.name()));
    List<Column> allAdded = new ArrayList<>(added);
    Map<String, String> allSides = new LinkedHashMap<>(sides);
    for (Column column : other.added) {
      if (touched.add(column.name())) {
        allAdded.add(column);
        String beside = other.sides.get(column.name());
        if (beside != null) {
          allSides.put(column.name(), beside);
        }
      }
    }
    List<Column> allWidened = new ArrayList<>(widened);
    Set<String> allUnproved = new TreeSet<>(unproved);
    for (Column column : other.widened) {
      if (touched.add(column.name())) {
        allWidened.add(column);
        if (other.unproved.contains(column.name())) {
          allUnproved.add(column.name());
        }
      }
    }
    Set<String> allRelaxed = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    allRelaxed.addAll(relaxed);
    allRelaxed.addAll(other.relaxed);
    return new TableUpdate(allAdded, allSides, List.copyOf(allRelaxed), allWidened, allUnproved);
  }
}
