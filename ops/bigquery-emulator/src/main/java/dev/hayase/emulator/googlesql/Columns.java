package dev.hayase.emulator.googlesql;

import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedScan;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Select lists.
final class Columns {
  /// What a query without columns yields: DuckDB has no such query.
  static final String NONE = "1 AS \"$none\"";

  private Columns() {}

  /// The scan's columns, each once, under the names that they have below.
  static String of(ResolvedScan scan, Scans scans) {
    return of(scan.getColumnList(), scans::column);
  }

  /// @param item how a column is written
  static String of(List<ResolvedColumn> columns, Function<ResolvedColumn, String> item) {
    return list(new LinkedHashSet<>(columns).stream().map(item).toList());
  }

  static String list(Collection<String> items) {
    return items.isEmpty() ? NONE : items.stream().collect(Collectors.joining(", "));
  }
}
