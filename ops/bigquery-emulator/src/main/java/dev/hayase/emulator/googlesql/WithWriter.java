package dev.hayase.emulator.googlesql;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedRecursiveRefScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedRecursiveScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedSetOperationItem;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedSetOperationScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedWithEntry;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedWithRefScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedWithScan;
import com.google.zetasql.resolvedast.ResolvedRecursiveScanEnums.RecursiveSetOperationType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/// WITH, also recursive, and the operations on sets. The columns of a WITH query are known by their
/// place.
final class WithWriter {
  private final Translation translation;
  private final Scans scans;

  /// The WITH queries that are being written and read themselves.
  private final Deque<String> recursive = new ArrayDeque<>();

  WithWriter(Translation translation, Scans scans) {
    this.translation = translation;
    this.scans = scans;
  }

  /// @param body what reads the entries
  String with(ResolvedWithScan scan, String body) {
    List<String> entries = new ArrayList<>();
    for (ResolvedWithEntry entry : scan.getWithEntryList()) {
      entries.add(quoted(entry.getWithQueryName()) + " AS (" + text(entry) + ")");
    }
    return (scan.getRecursive() ? "WITH RECURSIVE " : "WITH ")
        + String.join(", ", entries)
        + " "
        + body;
  }

  private String text(ResolvedWithEntry entry) {
    ResolvedScan query = entry.getWithSubquery();
    if (!(query instanceof ResolvedRecursiveScan self)) {
      return placed(scans.query(query), query.getColumnList());
    }
    recursive.push(entry.getWithQueryName());
    String text = recursive(self);
    recursive.pop();
    return text;
  }

  String reference(ResolvedWithRefScan scan) {
    return reference(scan.getColumnList(), scan.getWithQueryName());
  }

  String reference(ResolvedRecursiveRefScan scan) {
    return reference(scan.getColumnList(), recursive.element());
  }

  private String reference(List<ResolvedColumn> columns, String name) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      items.add(quoted("k" + i) + " AS " + scans.column(columns.get(i)));
    }
    return "SELECT " + Columns.list(items) + " FROM " + quoted(name);
  }

  private String recursive(ResolvedRecursiveScan scan) {
    if (scan.getRecursionDepthModifier() != null) {
      throw translation.unsupported("WITH DEPTH", scan);
    }
    String operation =
        scan.getOpType() == RecursiveSetOperationType.UNION_ALL ? " UNION ALL " : " UNION ";
    return term(scan.getNonRecursiveTerm()) + operation + term(scan.getRecursiveTerm());
  }

  private String term(ResolvedSetOperationItem item) {
    return placed(scans.query(item.getScan()), item.getOutputColumnList());
  }

  private String placed(String query, List<ResolvedColumn> columns) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      items.add(scans.column(columns.get(i)) + " AS " + quoted("k" + i));
    }
    return "SELECT " + Columns.list(items) + " FROM (" + query + ")";
  }

  String setOperation(ResolvedSetOperationScan scan) {
    String operator =
        switch (scan.getOpType()) {
          case UNION_ALL -> " UNION ALL ";
          case UNION_DISTINCT -> " UNION ";
          case INTERSECT_ALL -> " INTERSECT ALL ";
          case INTERSECT_DISTINCT -> " INTERSECT ";
          case EXCEPT_ALL -> " EXCEPT ALL ";
          case EXCEPT_DISTINCT -> " EXCEPT ";
        };
    String operands =
        scan.getInputItemList().stream()
            .map(item -> "(" + term(item) + ")")
            .collect(Collectors.joining(operator));
    List<String> items = new ArrayList<>();
    for (int i = 0; i < scan.getColumnList().size(); i++) {
      items.add(quoted("k" + i) + " AS " + scans.column(scan.getColumnList().get(i)));
    }
    return "SELECT " + Columns.list(items) + " FROM (" + operands + ")";
  }
}
