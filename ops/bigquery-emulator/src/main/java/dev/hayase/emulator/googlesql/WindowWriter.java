package dev.hayase.emulator.googlesql;

import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAnalyticFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAnalyticFunctionGroup;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAnalyticScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedComputedColumnBase;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedOrderByItem;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedWindowFrame;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedWindowFrameExpr;
import com.google.zetasql.resolvedast.ResolvedWindowFrameEnums.FrameUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Calls over windows.
final class WindowWriter {
  private final Translation translation;
  private final Scans scans;
  private final Expressions expressions;
  private final Ordering ordering;

  WindowWriter(Translation translation, Scans scans, Expressions expressions, Ordering ordering) {
    this.translation = translation;
    this.scans = scans;
    this.expressions = expressions;
    this.ordering = ordering;
  }

  String analytic(ResolvedAnalyticScan scan) {
    Map<ResolvedColumn, String> calls = new HashMap<>();
    for (ResolvedAnalyticFunctionGroup group : scan.getFunctionGroupList()) {
      for (ResolvedComputedColumnBase column : group.getAnalyticFunctionList()) {
        if (!(column.getExpr() instanceof ResolvedAnalyticFunctionCall call)) {
          throw translation.unsupported(Construct.of(column.getExpr()), column.getExpr());
        }
        calls.put(
            column.getColumn(), expressions.analytic(call, window(group, call.getWindowFrame())));
      }
    }
    String items =
        Columns.of(
            scan.getColumnList(),
            column -> {
              String call = calls.get(column);
              return call == null ? scans.column(column) : call + " AS " + scans.column(column);
            });
    return "SELECT " + items + " FROM (" + scans.query(scan.getInputScan()) + ")";
  }

  private Window window(ResolvedAnalyticFunctionGroup group, @Nullable ResolvedWindowFrame frame) {
    String partition =
        group.getPartitionBy() == null
            ? ""
            : group.getPartitionBy().getPartitionByList().stream()
                .map(column -> scans.column(column.getColumn()))
                .collect(Collectors.joining(", "));
    List<ResolvedOrderByItem> items =
        group.getOrderBy() == null ? List.of() : group.getOrderBy().getOrderByItemList();
    String order =
        frame != null && countsByValue(frame)
            ? ordering.plain(items.getFirst())
            : ordering.of(items);
    return new Window(partition, order, frame == null ? "" : frame(frame));
  }

  private static boolean countsByValue(ResolvedWindowFrame frame) {
    return frame.getFrameUnit() == FrameUnit.RANGE
        && (frame.getStartExpr().getExpression() != null
            || frame.getEndExpr().getExpression() != null);
  }

  private String frame(ResolvedWindowFrame frame) {
    return frame.getFrameUnit()
        + " BETWEEN "
        + boundary(frame.getStartExpr())
        + " AND "
        + boundary(frame.getEndExpr());
  }

  private String boundary(ResolvedWindowFrameExpr boundary) {
    return switch (boundary.getBoundaryType()) {
      case UNBOUNDED_PRECEDING -> "UNBOUNDED PRECEDING";
      case OFFSET_PRECEDING -> expressions.sql(boundary.getExpression()) + " PRECEDING";
      case CURRENT_ROW -> "CURRENT ROW";
      case OFFSET_FOLLOWING -> expressions.sql(boundary.getExpression()) + " FOLLOWING";
      case UNBOUNDED_FOLLOWING -> "UNBOUNDED FOLLOWING";
    };
  }
}
