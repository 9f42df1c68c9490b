package dev.hayase.emulator.googlesql;

import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedOrderByItem;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedScan;
import java.util.List;

/// Writes resolved scans as DuckDB's queries. What [Expressions] calls.
interface Scans {
  /// A whole query without parentheses. Its columns are the scan's, in the scan's order, each named
  /// as [#column] says; so a correlated reference needs no qualifier.
  String query(ResolvedScan scan);

  /// The name, quoted, that a resolved column has everywhere in the statement. Unique.
  String column(ResolvedColumn column);

  /// `"c1" ASC NULLS FIRST, ...`: without the words ORDER BY, with BigQuery's order of NULLs and of
  /// each type.
  String ordering(List<ResolvedOrderByItem> items);
}
