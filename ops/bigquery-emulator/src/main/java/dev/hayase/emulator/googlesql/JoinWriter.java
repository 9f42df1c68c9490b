package dev.hayase.emulator.googlesql;

import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedArrayScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedJoinScan;
import java.util.ArrayList;
import java.util.List;

/// Joins, and the joins with a row's own array that UNNEST makes.
final class JoinWriter {
  private final Translation translation;
  private final Scans scans;
  private final Expressions expressions;

  JoinWriter(Translation translation, Scans scans, Expressions expressions) {
    this.translation = translation;
    this.scans = scans;
    this.expressions = expressions;
  }

  String join(ResolvedJoinScan scan) {
    String kind =
        switch (scan.getJoinType()) {
          case INNER -> scan.getJoinExpr() == null ? "CROSS JOIN" : "JOIN";
          case LEFT -> "LEFT JOIN";
          case RIGHT -> "RIGHT JOIN";
          case FULL -> "FULL JOIN";
        };
    String on =
        kind.equals("CROSS JOIN")
            ? ""
            : " ON " + (scan.getJoinExpr() == null ? "true" : expressions.sql(scan.getJoinExpr()));
    return "SELECT "
        + Columns.of(scan, scans)
        + " FROM ("
        + scans.query(scan.getLeftScan())
        + ") "
        + kind
        + (scan.getIsLateral() ? " LATERAL (" : " (")
        + scans.query(scan.getRightScan())
        + ")"
        + on;
  }

  String array(ResolvedArrayScan scan) {
    if (scan.getArrayExprList().size() != 1) {
      throw translation.unsupported("UNNEST of several arrays", scan);
    }
    String array = expressions.sql(scan.getArrayExprList().getFirst());
    boolean outer = scan.getIsOuter();
    if (scan.getInputScan() == null) {
      return "SELECT "
          + elements(scan, "\"$array\"", false)
          + " FROM (SELECT "
          + array
          + " AS \"$array\")";
    }
    String input = "(" + scans.query(scan.getInputScan()) + ")";
    if (scan.getJoinExpr() == null) {
      return "SELECT "
          + Columns.list(rest(scan))
          + ", "
          + elements(scan, "\"$array\"", outer)
          + " FROM (SELECT *, "
          + array
          + " AS \"$array\" FROM "
          + input
          + ")";
    }
    return "SELECT "
        + Columns.of(scan, scans)
        + " FROM "
        + input
        + (outer ? " LEFT JOIN" : " JOIN")
        + " LATERAL (SELECT "
        + elements(scan, array, false)
        + ") ON "
        + expressions.sql(scan.getJoinExpr());
  }

  /// The columns of the scan that do not come out of the array.
  private List<String> rest(ResolvedArrayScan scan) {
    List<ResolvedColumn> columns = new ArrayList<>(scan.getColumnList());
    columns.removeAll(scan.getElementColumnList());
    if (scan.getArrayOffsetColumn() != null) {
      columns.remove(scan.getArrayOffsetColumn().getColumn());
    }
    return columns.stream().distinct().map(scans::column).toList();
  }

  /// An outer join yields one row of NULLs for an empty array.
  private String elements(ResolvedArrayScan scan, String array, boolean outer) {
    List<String> items = new ArrayList<>();
    items.add(
        unnest(array, array, outer)
            + " AS "
            + scans.column(scan.getElementColumnList().getFirst()));
    if (scan.getArrayOffsetColumn() != null) {
      items.add(
          unnest(array, "range(len(" + array + "))", outer)
              + " AS "
              + scans.column(scan.getArrayOffsetColumn().getColumn()));
    }
    return String.join(", ", items);
  }

  private static String unnest(String array, String values, boolean outer) {
    return outer
        ? "unnest(CASE WHEN len(" + array + ") > 0 THEN " + values + " ELSE [NULL] END)"
        : "unnest(" + values + ")";
  }
}
