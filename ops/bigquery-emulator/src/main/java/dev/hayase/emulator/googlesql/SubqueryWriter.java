package dev.hayase.emulator.googlesql;

import com.google.zetasql.Type;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedOrderByScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedSubqueryExpr;
import dev.hayase.emulator.googlesql.functions.UnsupportedExpressionException;

/// Queries within expressions.
final class SubqueryWriter {
  private final Scans scans;
  private final Expressions expressions;

  SubqueryWriter(Scans scans, Expressions expressions) {
    this.scans = scans;
    this.expressions = expressions;
  }

  String sql(ResolvedSubqueryExpr subquery) {
    ResolvedScan scan = subquery.getSubquery();
    return switch (subquery.getSubqueryType()) {
      case SCALAR -> "(" + scans.query(scan) + ")";
      case EXISTS -> "EXISTS(" + scans.query(scan) + ")";
      case ARRAY -> array(scan);
      case IN -> in(subquery);
      default ->
          throw new UnsupportedExpressionException("Subquery for " + subquery.getSubqueryType());
    };
  }

  /// No rows are an empty array. An order is the elements'.
  private String array(ResolvedScan scan) {
    String column = scans.column(scan.getColumnList().getFirst());
    String elements =
        scan instanceof ResolvedOrderByScan order
            ? "list("
                + column
                + " ORDER BY "
                + scans.ordering(order.getOrderByItemList())
                + ") FROM ("
                + scans.query(order.getInputScan())
                + ")"
            : "list(" + column + ") FROM (" + scans.query(scan) + ")";
    return "coalesce((SELECT " + elements + "), [])";
  }

  private String in(ResolvedSubqueryExpr subquery) {
    Type type = subquery.getInExpr().getType();
    if (type.isStruct() || type.isArray()) {
      throw new UnsupportedExpressionException("IN of " + type + " and a subquery");
    }
    return "("
        + expressions.sql(subquery.getInExpr())
        + " IN ("
        + scans.query(subquery.getSubquery())
        + "))";
  }
}
