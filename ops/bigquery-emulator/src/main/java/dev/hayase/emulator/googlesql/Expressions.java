package dev.hayase.emulator.googlesql;

import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAggregateFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAnalyticFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;

/// Writes resolved expressions as DuckDB's expressions. What [Scans] calls.
interface Expressions {
  /// Any scalar expression: literals, columns, parameters, calls, casts, subqueries. Enclosed in
  /// parentheses wherever precedence could matter.
  String sql(ResolvedExpr expression);

  /// A call in the select list of a grouped query, with its DISTINCT, ORDER BY, LIMIT, HAVING
  /// MAX/MIN and null handling.
  String aggregate(ResolvedAggregateFunctionCall call);

  /// A call over a window, `OVER (...)` included.
  String analytic(ResolvedAnalyticFunctionCall call, Window window);
}
