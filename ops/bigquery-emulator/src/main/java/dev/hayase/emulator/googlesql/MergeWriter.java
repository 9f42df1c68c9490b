package dev.hayase.emulator.googlesql;

import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedMergeWhenEnums.ActionType;
import com.google.zetasql.resolvedast.ResolvedMergeWhenEnums.MatchType;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedMergeStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedMergeWhen;
import dev.hayase.emulator.catalog.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes MERGE ([reference][ref]): pairs of target and source rows, source rows and target rows
/// without a partner are found first; of each the first WHEN clause that applies is noted; then each
/// clause's rows are computed; then they are changed.
///
/// [ref]: https://cloud.google.com/bigquery/docs/reference/standard-sql/dml-syntax#merge_statement
final class MergeWriter {
  private static final String SOURCE = "\"$source\"";
  private static final String SOURCE_ROW = "\"$source_row\"";
  private static final String WHEN = "\"$when\"";
  private static final String DONE = "\"$done\"";

  private final ChangedTable table;
  private final Translation translation;
  private final Scans scans;
  private final Expressions expressions;
  private final RowChangeWriter rows;

  private final List<String> prepare = new ArrayList<>();
  private final List<String> guards = new ArrayList<>();
  private final List<RowChange.Effect> effects = new ArrayList<>();
  private final List<String> temporary = new ArrayList<>();

  MergeWriter(
      ChangedTable table,
      Translation translation,
      Scans scans,
      Expressions expressions,
      RowChangeWriter rows) {
    this.table = table;
    this.translation = translation;
    this.scans = scans;
    this.expressions = expressions;
    this.rows = rows;
  }

  RowChange write(ResolvedMergeStmt statement) {
    String target = table.rows(statement.getTableScan(), scans);
    temporary(
        SOURCE,
        "SELECT row_number() OVER () AS "
            + SOURCE_ROW
            + ", s.* FROM ("
            + scans.query(statement.getFromScan())
            + ") AS s");
    for (MatchType match :
        List.of(
            MatchType.MATCHED, MatchType.NOT_MATCHED_BY_TARGET, MatchType.NOT_MATCHED_BY_SOURCE)) {
      String found =
          switch (match) {
            case MATCHED ->
                target
                    + " AS t JOIN "
                    + SOURCE
                    + " AS s ON "
                    + expressions.sql(statement.getMergeExpr());
            case NOT_MATCHED_BY_TARGET -> without(SOURCE, SOURCE_ROW);
            case NOT_MATCHED_BY_SOURCE -> without(target, ChangedTable.ROW);
          };
      temporary(
          name(match),
          "SELECT *, " + firstClause(statement, match) + " AS " + WHEN + " FROM " + found);
    }
    List<ResolvedMergeWhen> clauses = statement.getWhenClauseList();
    for (int i = 0; i < clauses.size(); i++) {
      clause(clauses.get(i), i);
    }
    String pairs = name(MatchType.MATCHED);
    temporary(
        DONE,
        "SELECT "
            + ChangedTable.ROW
            + " FROM "
            + pairs
            + " WHERE "
            + WHEN
            + " IS NOT NULL UNION ALL SELECT "
            + ChangedTable.ROW
            + " FROM "
            + name(MatchType.NOT_MATCHED_BY_SOURCE)
            + " WHERE "
            + WHEN
            + " IS NOT NULL");
    guards.addFirst(RowChangeWriter.oneSourceRow(DONE));
    return new RowChange(
        prepare,
        guards,
        Optional.of("SELECT " + ChangedTable.ROW + " FROM " + DONE),
        effects,
        temporary);
  }

  private static String name(MatchType match) {
    return "\"$" + match.name().toLowerCase(java.util.Locale.ROOT) + "\"";
  }

  /// The rows that are in no pair.
  private static String without(String rows, String id) {
    return "(SELECT * FROM "
        + rows
        + " AS r WHERE "
        + id
        + " NOT IN (SELECT "
        + id
        + " FROM "
        + name(MatchType.MATCHED)
        + "))";
  }

  /// The number of the clause that a row of this kind falls under; NULL for none.
  private String firstClause(ResolvedMergeStmt statement, MatchType match) {
    StringBuilder cases = new StringBuilder();
    List<ResolvedMergeWhen> clauses = statement.getWhenClauseList();
    for (int i = 0; i < clauses.size(); i++) {
      ResolvedMergeWhen clause = clauses.get(i);
      if (clause.getMatchType() == match) {
        String condition =
            clause.getMatchExpr() == null ? "true" : expressions.sql(clause.getMatchExpr());
        cases.append(" WHEN ").append(condition).append(" THEN ").append(i);
      }
    }
    return cases.isEmpty() ? "CAST(NULL AS INTEGER)" : "CASE" + cases + " END";
  }

  private void clause(ResolvedMergeWhen clause, int number) {
    String from = " FROM " + name(clause.getMatchType()) + " WHERE " + WHEN + " = " + number;
    String result = "\"$clause" + number + "\"";
    switch (clause.getActionType()) {
      case ActionType.INSERT -> {
        Map<Column, String> values = new LinkedHashMap<>();
        List<ResolvedColumn> columns = clause.getInsertColumnList();
        for (int i = 0; i < columns.size(); i++) {
          Column column = table.column(columns.get(i));
          values.put(
              column,
              table.value(clause.getInsertRow().getValueList().get(i), column, expressions));
        }
        temporary(result, rows.inserted(values, from));
        guards.addAll(RowChangeWriter.guards(result, table.columns()));
        effects.add(table.insert(result));
      }
      case ActionType.UPDATE -> {
        Assignments set =
            new Assignments(table, translation, scans, expressions).of(clause.getUpdateItemList());
        temporary(result, "SELECT " + ChangedTable.ROW + set.values() + from);
        guards.addAll(RowChangeWriter.guards(result, set.columns()));
        effects.add(table.update(result, set.columns()));
      }
      case ActionType.DELETE -> {
        temporary(result, "SELECT " + ChangedTable.ROW + from);
        effects.add(table.delete(result));
      }
    }
  }

  private void temporary(String name, String query) {
    prepare.add("CREATE OR REPLACE TEMP TABLE " + name + " AS " + query);
    temporary.add(name);
  }
}
