package dev.hayase.emulator.googlesql;

import com.google.common.base.Ascii;
import com.google.zetasql.SimpleCatalog;
import com.google.zetasql.SimpleColumn;
import com.google.zetasql.SimpleTable;
import com.google.zetasql.Table;
import dev.hayase.emulator.catalog.BigQueryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The relations that one statement names, as the analyzer's tables.
final class Scope {
  /// A relation under the name by which the statement calls it.
  record Named(List<String> path, Relation relation) {}

  private final Map<Long, Relation> byTable = new HashMap<>();
  private final Map<List<String>, SimpleTable> byPath = new HashMap<>();

  Scope(List<Named> relations) {
    for (Named named : relations) {
      SimpleTable table = byPath.computeIfAbsent(key(named.path()), _ -> table(named));
      if (!relation(table).name().equals(named.relation().name())) {
        throw BigQueryException.invalidQuery(
            "A statement over tables whose names differ by case only is not supported by the"
                + " emulator: "
                + relation(table).name()
                + " and "
                + named.relation().name());
      }
    }
  }

  private SimpleTable table(Named named) {
    Relation relation = named.relation();
    List<SimpleColumn> columns = new ArrayList<>();
    for (Relation.RelationColumn column : relation.columns()) {
      columns.add(
          new SimpleColumn(
              relation.name().table(),
              column.name(),
              SqlTypes.of(column.type()),
              column.pseudo(),
              !column.pseudo()));
    }
    SimpleTable table = new SimpleTable(named.path().getLast(), columns);
    table.setFullName(relation.name().toString());
    byTable.put(table.getId(), relation);
    return table;
  }

  boolean knows(List<String> path) {
    return byPath.containsKey(key(path));
  }

  /// The analyzer's catalog ignores the case of ASCII letters, and only of those.
  private static List<String> key(List<String> path) {
    return path.stream().map(part -> Ascii.toLowerCase(part)).toList();
  }

  /// What a table of the resolved tree stands for.
  Relation relation(Table table) {
    Relation relation = byTable.get(table.getId());
    if (relation == null) {
      throw new IllegalStateException("A table that was not offered: " + table.getFullName());
    }
    return relation;
  }

  /// Runs the analyzer with these tables in its catalog, which nobody else uses meanwhile.
  <T> T within(SimpleCatalog catalog, Supplier<T> analyzer) {
    synchronized (catalog) {
      List<Runnable> undo = new ArrayList<>();
      try {
        byPath.forEach((path, table) -> undo.add(add(catalog, path, table)));
        return analyzer.get();
      } finally {
        undo.reversed().forEach(Runnable::run);
      }
    }
  }

  private static Runnable add(SimpleCatalog catalog, List<String> path, SimpleTable table) {
    String first = path.getFirst();
    if (path.size() == 1) {
      catalog.addSimpleTable(first, table);
      return () -> catalog.removeSimpleTable(first);
    }
    SimpleCatalog existing = catalog.getCatalog(first);
    SimpleCatalog next = existing == null ? catalog.addNewSimpleCatalog(first) : existing;
    Runnable inner = add(next, path.subList(1, path.size()), table);
    return existing == null ? () -> catalog.removeSimpleCatalog(first) : inner;
  }
}
