package dev.hayase.emulator.googlesql;

import com.google.zetasql.resolvedast.ResolvedAggregateHavingModifierEnums.HavingModifierKind;
import com.google.zetasql.resolvedast.ResolvedFunctionCallBaseEnums.ErrorMode;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAggregateFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAggregateHavingModifier;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAnalyticFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedNonScalarFunctionCallBase;
import com.google.zetasql.resolvedast.ResolvedNonScalarFunctionCallBaseEnums.NullHandlingModifier;
import dev.hayase.emulator.googlesql.functions.AggregateCall;
import dev.hayase.emulator.googlesql.functions.AggregateCall.Having;
import dev.hayase.emulator.googlesql.functions.AggregateCall.NullHandling;
import dev.hayase.emulator.googlesql.functions.Aggregates;
import dev.hayase.emulator.googlesql.functions.UnsupportedExpressionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Calls of aggregate and analytic functions, in groups and over windows.
final class AggregateCalls {
  private final Scans scans;
  private final ExpressionWriter expressions;

  AggregateCalls(Scans scans, ExpressionWriter expressions) {
    this.scans = scans;
    this.expressions = expressions;
  }

  String aggregate(ResolvedAggregateFunctionCall call) {
    if (!call.getGroupByList().isEmpty() || call.getHavingExpr() != null) {
      throw new UnsupportedExpressionException(
          ExpressionWriter.shown(call) + " with GROUP BY or HAVING within");
    }
    return written(
        call,
        call.getOrderByItemList().isEmpty() ? "" : scans.ordering(call.getOrderByItemList()),
        call.getLimit(),
        Optional.ofNullable(call.getHavingModifier()).map(this::having),
        "");
  }

  String analytic(ResolvedAnalyticFunctionCall call, Window window) {
    return written(call, "", null, Optional.empty(), window.over());
  }

  private Having having(ResolvedAggregateHavingModifier modifier) {
    return new Having(
        modifier.getKind() == HavingModifierKind.MAX, expressions.sql(modifier.getHavingExpr()));
  }

  private String written(
      ResolvedNonScalarFunctionCallBase call,
      String orderBy,
      @Nullable ResolvedExpr limit,
      Optional<Having> having,
      String over) {
    String shown = ExpressionWriter.shown(call);
    if (call.getErrorMode() == ErrorMode.SAFE_ERROR_MODE) {
      throw new UnsupportedExpressionException(shown + " with SAFE");
    }
    if (call.getWithGroupRowsSubquery() != null || call.getWhereExpr() != null) {
      throw new UnsupportedExpressionException(shown + " with GROUP ROWS or WHERE within");
    }
    AggregateCall translated =
        new AggregateCall(
            ExpressionWriter.name(call),
            ExpressionWriter.arguments(call).stream().map(expressions::argument).toList(),
            call.getType(),
            call.getDistinct(),
            nulls(call.getNullHandlingModifier()),
            orderBy,
            Optional.ofNullable(limit).map(expressions::sql),
            having,
            over);
    return Aggregates.sql(translated).orElseThrow(() -> new UnsupportedExpressionException(shown));
  }

  private static NullHandling nulls(NullHandlingModifier modifier) {
    return switch (modifier) {
      case DEFAULT_NULL_HANDLING -> NullHandling.UNSAID;
      case IGNORE_NULLS -> NullHandling.IGNORE;
      case RESPECT_NULLS -> NullHandling.RESPECT;
    };
  }
}
