package dev.hayase.emulator.googlesql;

import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAggregateFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAnalyticFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnRef;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;

/// Expressions in DuckDB's words.
final class ExpressionWriter implements Expressions {
  private final Translation translation;
  private final Scans scans;

  ExpressionWriter(Translation translation, Scans scans) {
    this.translation = translation;
    this.scans = scans;
  }

  @Override
  public String sql(ResolvedExpr expression) {
    return switch (expression) {
      case ResolvedColumnRef reference -> scans.column(reference.getColumn());
      default -> throw translation.unsupported(expression.nodeKindString(), expression);
    };
  }

  @Override
  public String aggregate(ResolvedAggregateFunctionCall call) {
    throw translation.unsupported(call.getFunction().getSqlName(), call);
  }

  @Override
  public String analytic(ResolvedAnalyticFunctionCall call, Window window) {
    throw translation.unsupported(call.getFunction().getSqlName(), call);
  }
}
