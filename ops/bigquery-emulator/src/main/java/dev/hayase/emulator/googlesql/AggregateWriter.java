package dev.hayase.emulator.googlesql;

import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAggregateFunctionCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAggregateScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnRef;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedComputedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedComputedColumnBase;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedCube;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedGroupingCall;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedGroupingSet;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedGroupingSetBase;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedGroupingSetMultiColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedRollup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// GROUP BY with its grouping sets, aggregate calls, SELECT DISTINCT.
final class AggregateWriter {
  private final Translation translation;
  private final Scans scans;
  private final Expressions expressions;

  AggregateWriter(Translation translation, Scans scans, Expressions expressions) {
    this.translation = translation;
    this.scans = scans;
    this.expressions = expressions;
  }

  String aggregate(ResolvedAggregateScan scan) {
    Map<ResolvedColumn, String> calls = new HashMap<>();
    for (ResolvedComputedColumnBase column : scan.getAggregateList()) {
      if (!(column.getExpr() instanceof ResolvedAggregateFunctionCall call)) {
        throw translation.unsupported(Construct.of(column.getExpr()), column.getExpr());
      }
      calls.put(column.getColumn(), expressions.aggregate(call));
    }
    for (ResolvedGroupingCall call : scan.getGroupingCallList()) {
      calls.put(
          call.getOutputColumn(),
          "CAST(grouping(" + scans.column(call.getGroupByColumn().getColumn()) + ") AS BIGINT)");
    }
    String items =
        Columns.of(
            scan.getColumnList(),
            column -> {
              String call = calls.get(column);
              return call == null ? scans.column(column) : call + " AS " + scans.column(column);
            });
    // Without keys there is one group, even of no rows; DuckDB sees that by an aggregate.
    boolean one = scan.getGroupByList().isEmpty() && scan.getGroupingSetList().isEmpty();
    String select = one && items.equals(Columns.NONE) ? "count(*) AS \"$none\"" : items;
    return "SELECT " + select + " FROM (" + keyed(scan) + ")" + groupBy(scan);
  }

  /// The input with the keys beside it, so that grouping sets can name them.
  private String keyed(ResolvedAggregateScan scan) {
    String input = scans.query(scan.getInputScan());
    List<String> keys = new ArrayList<>();
    for (ResolvedComputedColumn key : scan.getGroupByList()) {
      keys.add(expressions.sql(key.getExpr()) + " AS " + scans.column(key.getColumn()));
    }
    return keys.isEmpty()
        ? input
        : "SELECT *, " + String.join(", ", keys) + " FROM (" + input + ")";
  }

  private String groupBy(ResolvedAggregateScan scan) {
    if (!scan.getGroupingSetList().isEmpty()) {
      return scan.getGroupingSetList().stream()
          .map(this::groupingSet)
          .collect(Collectors.joining(", ", " GROUP BY GROUPING SETS (", ")"));
    }
    if (!scan.getRollupColumnList().isEmpty()) {
      return " GROUP BY ROLLUP (" + names(scan.getRollupColumnList()) + ")";
    }
    return scan.getGroupByList().isEmpty()
        ? ""
        : scan.getGroupByList().stream()
            .map(key -> scans.column(key.getColumn()))
            .collect(Collectors.joining(", ", " GROUP BY ", ""));
  }

  private String groupingSet(ResolvedGroupingSetBase set) {
    return switch (set) {
      case ResolvedGroupingSet plain -> "(" + names(plain.getGroupByColumnList()) + ")";
      case ResolvedRollup rollup -> "ROLLUP (" + sets(rollup.getRollupColumnList()) + ")";
      case ResolvedCube cube -> "CUBE (" + sets(cube.getCubeColumnList()) + ")";
      default -> throw translation.unsupported(Construct.of(set), set);
    };
  }

  private String sets(List<ResolvedGroupingSetMultiColumn> sets) {
    return sets.stream()
        .map(set -> "(" + names(set.getColumnList()) + ")")
        .collect(Collectors.joining(", "));
  }

  private String names(List<ResolvedColumnRef> columns) {
    return columns.stream()
        .map(column -> scans.column(column.getColumn()))
        .collect(Collectors.joining(", "));
  }
}
