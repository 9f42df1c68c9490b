package dev.hayase.emulator.googlesql;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedComputedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedFilterScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedLimitOffsetScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedOrderByScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedProjectScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedSampleScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedSingleRowScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedTableScan;
import com.google.zetasql.resolvedast.ResolvedSampleScanEnums.SampleUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Scans with one input or none: FROM a table, SELECT, WHERE, ORDER BY, LIMIT, TABLESAMPLE.
final class SelectWriter {
  private final Translation translation;
  private final Scans scans;
  private final Expressions expressions;

  SelectWriter(Translation translation, Scans scans, Expressions expressions) {
    this.translation = translation;
    this.scans = scans;
    this.expressions = expressions;
  }

  String over(String query, String select) {
    return "SELECT " + select + " FROM (" + query + ")";
  }

  String table(ResolvedTableScan scan, Relation relation) {
    if (scan.getForSystemTimeExpr() != null) {
      throw translation.unsupported("FOR SYSTEM_TIME AS OF", scan.getForSystemTimeExpr());
    }
    List<String> items = new ArrayList<>();
    for (int i = 0; i < scan.getColumnList().size(); i++) {
      int index = Math.toIntExact(scan.getColumnIndexList().get(i));
      items.add(
          quoted(relation.columns().get(index).name())
              + " AS "
              + scans.column(scan.getColumnList().get(i)));
    }
    return "SELECT " + Columns.list(items) + " FROM " + relation.readable().get();
  }

  String project(ResolvedProjectScan scan) {
    Map<ResolvedColumn, String> computed = new HashMap<>();
    for (ResolvedComputedColumn column : scan.getExprList()) {
      computed.put(column.getColumn(), expressions.sql(column.getExpr()));
    }
    String items =
        Columns.of(
            scan.getColumnList(),
            column -> {
              String expression = computed.get(column);
              String name = scans.column(column);
              return expression == null ? name : expression + " AS " + name;
            });
    return scan.getInputScan() instanceof ResolvedSingleRowScan
        ? "SELECT " + items
        : over(scans.query(scan.getInputScan()), items);
  }

  String filter(ResolvedFilterScan scan) {
    return over(scans.query(scan.getInputScan()), Columns.of(scan, scans))
        + " WHERE "
        + expressions.sql(scan.getFilterExpr());
  }

  String order(ResolvedOrderByScan scan, String select) {
    return over(scans.query(scan.getInputScan()), select)
        + " ORDER BY "
        + scans.ordering(scan.getOrderByItemList());
  }

  String limit(ResolvedLimitOffsetScan scan, String select) {
    ResolvedScan input = scan.getInputScan();
    String query =
        input instanceof ResolvedOrderByScan order
            ? order(order, select)
            : over(scans.query(input), select);
    String limit = scan.getLimit() == null ? "" : " LIMIT " + expressions.sql(scan.getLimit());
    String offset = scan.getOffset() == null ? "" : " OFFSET " + expressions.sql(scan.getOffset());
    return query + limit + offset;
  }

  String sample(ResolvedSampleScan scan) {
    boolean percent = scan.getUnit() == SampleUnit.PERCENT;
    if (!percent || !scan.getMethod().equalsIgnoreCase("SYSTEM")) {
      throw translation.unsupported("TABLESAMPLE other than SYSTEM (n PERCENT)", scan);
    }
    return over(scans.query(scan.getInputScan()), Columns.of(scan, scans))
        + " WHERE random() * 100 < "
        + expressions.sql(scan.getSize());
  }
}
