package dev.hayase.emulator.googlesql;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAggregateScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedAnalyticScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedArrayScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedBarrierScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedFilterScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedJoinScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedLimitOffsetScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedOrderByItem;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedOrderByScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedProjectScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedRecursiveRefScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedSampleScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedSetOperationScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedSingleRowScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedTableScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedWithRefScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedWithScan;
import java.util.List;

/// Translates one statement: scans here, expressions in an [ExpressionWriter], each calling the
/// other.
final class Translator implements Scans {
  private final Translation translation;
  private final Scope scope;
  private final Expressions expressions;
  private final Ordering ordering;
  private final SelectWriter selects;
  private final JoinWriter joins;
  private final AggregateWriter aggregates;
  private final WindowWriter windows;
  private final WithWriter withs;

  Translator(Translation translation, Scope scope) {
    this.translation = translation;
    this.scope = scope;
    this.expressions = new ExpressionWriter(translation, this);
    this.ordering = new Ordering(translation, this);
    this.selects = new SelectWriter(translation, this, expressions);
    this.joins = new JoinWriter(translation, this, expressions);
    this.aggregates = new AggregateWriter(translation, this, expressions);
    this.windows = new WindowWriter(translation, this, expressions, ordering);
    this.withs = new WithWriter(translation, this);
  }

  Translation translation() {
    return translation;
  }

  Scope scope() {
    return scope;
  }

  Expressions expressions() {
    return expressions;
  }

  @Override
  public String query(ResolvedScan scan) {
    return switch (scan) {
      case ResolvedTableScan table -> selects.table(table, scope.relation(table.getTable()));
      case ResolvedSingleRowScan _ -> "SELECT 1 AS \"$none\"";
      case ResolvedProjectScan project -> selects.project(project);
      case ResolvedFilterScan filter -> selects.filter(filter);
      case ResolvedOrderByScan order -> selects.order(order, Columns.of(order, this));
      case ResolvedLimitOffsetScan limit -> selects.limit(limit, Columns.of(limit, this));
      case ResolvedSampleScan sample -> selects.sample(sample);
      case ResolvedBarrierScan barrier ->
          selects.over(query(barrier.getInputScan()), Columns.of(barrier, this));
      case ResolvedJoinScan join -> joins.join(join);
      case ResolvedArrayScan array -> joins.array(array);
      case ResolvedAggregateScan aggregate -> aggregates.aggregate(aggregate);
      case ResolvedAnalyticScan analytic -> windows.analytic(analytic);
      case ResolvedSetOperationScan operation -> withs.setOperation(operation);
      case ResolvedWithScan with ->
          withs.with(with, outermost(with.getQuery(), Columns.of(with, this)));
      case ResolvedWithRefScan reference -> withs.reference(reference);
      case ResolvedRecursiveRefScan reference -> withs.reference(reference);
      default -> throw translation.unsupported(Construct.of(scan), scan);
    };
  }

  @Override
  public String column(ResolvedColumn column) {
    return quoted("c" + column.getId());
  }

  @Override
  public String ordering(List<ResolvedOrderByItem> items) {
    return ordering.of(items);
  }

  /// The statement's own query, whose order is the result's.
  ///
  /// @param select what to write between SELECT and FROM
  String outermost(ResolvedScan scan, String select) {
    return switch (scan) {
      case ResolvedOrderByScan order -> selects.order(order, select);
      case ResolvedLimitOffsetScan limit -> selects.limit(limit, select);
      case ResolvedWithScan with when !(with.getQuery() instanceof ResolvedWithScan) ->
          withs.with(with, outermost(with.getQuery(), select));
      default -> selects.over(query(scan), select);
    };
  }
}
