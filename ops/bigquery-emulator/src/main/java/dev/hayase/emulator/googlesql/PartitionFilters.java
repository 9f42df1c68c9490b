package dev.hayase.emulator.googlesql;

import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNode;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedColumnRef;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedDeleteStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedExpr;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedFilterScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedJoinScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedMergeStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedStatement;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedTableScan;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedUpdateStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.Visitor;
import dev.hayase.emulator.catalog.BigQueryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tables that say `requirePartitionFilter` refuse statements that do not filter by the column they
/// are partitioned by
/// (<https://cloud.google.com/bigquery/docs/querying-partitioned-tables#use_a_filter_in_the_query>).
/// Any condition on the column counts, also one that would not spare BigQuery a partition.
final class PartitionFilters extends Visitor {
  private final List<ResolvedTableScan> tables = new ArrayList<>();
  private final Set<ResolvedColumn> filtered = new HashSet<>();

  private PartitionFilters() {}

  static void require(ResolvedStatement statement, Scope scope) {
    PartitionFilters filters = new PartitionFilters();
    statement.accept(filters);
    for (ResolvedTableScan table : filters.tables) {
      Relation relation = scope.relation(table.getTable());
      if (!relation.partitionColumns().isEmpty() && !filters.by(table, relation)) {
        throw BigQueryException.invalidQuery(
            "Cannot query over table '"
                + relation.name().toString().replace(':', '.')
                + "' without a filter over column(s) '"
                + String.join("', '", relation.partitionColumns())
                + "' that can be used for partition elimination");
      }
    }
  }

  private boolean by(ResolvedTableScan table, Relation relation) {
    return table.getColumnList().stream()
        .filter(filtered::contains)
        .anyMatch(column ->
            relation.partitionColumns().stream().anyMatch(column.getName()::equalsIgnoreCase));
  }

  @Override
  public void visit(ResolvedTableScan scan) {
    tables.add(scan);
    super.visit(scan);
  }

  @Override
  public void visit(ResolvedFilterScan scan) {
    filtersBy(scan.getFilterExpr());
    super.visit(scan);
  }

  @Override
  public void visit(ResolvedJoinScan scan) {
    filtersBy(scan.getJoinExpr());
    super.visit(scan);
  }

  @Override
  public void visit(ResolvedUpdateStmt statement) {
    filtersBy(statement.getWhereExpr());
    super.visit(statement);
  }

  @Override
  public void visit(ResolvedDeleteStmt statement) {
    filtersBy(statement.getWhereExpr());
    super.visit(statement);
  }

  @Override
  public void visit(ResolvedMergeStmt statement) {
    filtersBy(statement.getMergeExpr());
    super.visit(statement);
  }

  private void filtersBy(@Nullable ResolvedExpr condition) {
    if (condition != null) {
      condition.accept(
          new Visitor() {
            @Override
            protected void defaultVisit(ResolvedNode node) {
              if (node instanceof ResolvedColumnRef reference) {
                filtered.add(reference.getColumn());
              }
              super.defaultVisit(node);
            }
          });
    }
  }
}
