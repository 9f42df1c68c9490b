package dev.hayase.emulator.googlesql;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import com.google.zetasql.resolvedast.ResolvedColumn;
import com.google.zetasql.resolvedast.ResolvedNode;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedDeleteStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedInsertRow;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedInsertStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedMergeStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedTruncateStmt;
import com.google.zetasql.resolvedast.ResolvedNodes.ResolvedUpdateStmt;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.Identifiers;
import dev.hayase.emulator.catalog.StoredValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes INSERT, UPDATE, DELETE and TRUNCATE TABLE as changes of rows ([reference][ref]).
///
/// [ref]: https://cloud.google.com/bigquery/docs/reference/standard-sql/dml-syntax
final class RowChangeWriter {
  static final String ONE_SOURCE_ROW =
      "UPDATE/MERGE must match at most one source row for each target row";
  private static final String CHANGED = "\"$changed\"";

  private final ChangedTable table;
  private final Translation translation;
  private final Scans scans;
  private final Expressions expressions;

  RowChangeWriter(
      ChangedTable table, Translation translation, Scans scans, Expressions expressions) {
    this.table = table;
    this.translation = translation;
    this.scans = scans;
    this.expressions = expressions;
  }

  RowChange insert(ResolvedInsertStmt statement) {
    refuseReturning(statement, statement.getReturning());
    Map<Column, String> values = new LinkedHashMap<>();
    List<ResolvedColumn> targets = statement.getInsertColumnList();
    String source;
    if (statement.getQuery() == null) {
      source = rows(statement);
      for (int i = 0; i < targets.size(); i++) {
        values.put(table.column(targets.get(i)), "v" + i);
      }
    } else {
      source = "(" + scans.query(statement.getQuery()) + ")";
      for (int i = 0; i < targets.size(); i++) {
        ResolvedColumn output = statement.getQueryOutputColumnList().get(i);
        values.put(table.column(targets.get(i)), scans.column(output));
      }
    }
    return new RowChange(
        List.of(
            "CREATE OR REPLACE TEMP TABLE "
                + CHANGED
                + " AS "
                + inserted(values, " FROM " + source)),
        guards(CHANGED, table.columns()),
        Optional.empty(),
        List.of(table.insert(CHANGED)),
        List.of(CHANGED));
  }

  /// A row of all of the table's columns, under their names; those without a value get their
  /// default.
  String inserted(Map<Column, String> values, String from) {
    return table.columns().stream()
        .map(column -> {
          String value = values.containsKey(column) ? values.get(column) : defaultOf(column);
          return StoredValue.of(value, column) + " AS " + quoted(column.name());
        })
        .collect(Collectors.joining(", ", "SELECT ", from));
  }

  private String defaultOf(Column column) {
    return table.defaults().apply(column);
  }

  private String rows(ResolvedInsertStmt statement) {
    List<String> rows = new ArrayList<>();
    List<ResolvedColumn> targets = statement.getInsertColumnList();
    for (ResolvedInsertRow row : statement.getRowList()) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < targets.size(); i++) {
        Column column = table.column(targets.get(i));
        values.add(
            StoredValue.of(table.value(row.getValueList().get(i), column, expressions), column));
      }
      rows.add(values.stream().collect(Collectors.joining(", ", "(", ")")));
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      names.add("v" + i);
    }
    return "(VALUES " + String.join(", ", rows) + ") AS v(" + String.join(", ", names) + ")";
  }

  RowChange update(ResolvedUpdateStmt statement) {
    refuseReturning(statement, statement.getReturning());
    if (statement.getTableScan() == null) {
      throw translation.unsupported("UPDATE of elements of an ARRAY", statement);
    }
    Assignments set =
        new Assignments(table, translation, scans, expressions).of(statement.getUpdateItemList());
    String from =
        statement.getFromScan() == null
            ? ""
            : " CROSS JOIN (" + scans.query(statement.getFromScan()) + ")";
    List<String> guards = new ArrayList<>(List.of(oneSourceRow(CHANGED)));
    guards.addAll(guards(CHANGED, set.columns()));
    return new RowChange(
        List.of(
            "CREATE OR REPLACE TEMP TABLE "
                + CHANGED
                + " AS SELECT "
                + ChangedTable.ROW
                + set.values()
                + " FROM "
                + table.rows(statement.getTableScan(), scans)
                + from
                + " WHERE "
                + expressions.sql(statement.getWhereExpr())),
        guards,
        Optional.of("SELECT " + ChangedTable.ROW + " FROM " + CHANGED),
        List.of(table.update(CHANGED, set.columns())),
        List.of(CHANGED));
  }

  RowChange delete(ResolvedDeleteStmt statement) {
    refuseReturning(statement, statement.getReturning());
    return removing(
        "SELECT "
            + ChangedTable.ROW
            + " FROM "
            + table.rows(statement.getTableScan(), scans)
            + " WHERE "
            + expressions.sql(statement.getWhereExpr()));
  }

  RowChange truncate(ResolvedTruncateStmt statement) {
    if (statement.getWhereExpr() != null) {
      throw translation.unsupported("TRUNCATE TABLE with WHERE", statement.getWhereExpr());
    }
    return removing(
        "SELECT rowid AS "
            + ChangedTable.ROW
            + " FROM "
            + table.storage()
            + " WHERE NOT \"$deleted\"");
  }

  RowChange merge(ResolvedMergeStmt statement) {
    return new MergeWriter(table, translation, scans, expressions, this).write(statement);
  }

  private RowChange removing(String rows) {
    return new RowChange(
        List.of("CREATE OR REPLACE TEMP TABLE " + CHANGED + " AS " + rows),
        List.of(),
        Optional.of("SELECT " + ChangedTable.ROW + " FROM " + CHANGED),
        List.of(table.delete(CHANGED)),
        List.of(CHANGED));
  }

  static String oneSourceRow(String rows) {
    return "SELECT "
        + Identifiers.literal(ONE_SOURCE_ROW)
        + " FROM "
        + rows
        + " GROUP BY "
        + ChangedTable.ROW
        + " HAVING count(*) > 1 LIMIT 1";
  }

  static List<String> guards(String rows, List<Column> columns) {
    return columns.stream().flatMap(column -> StoredValue.guards(rows, column).stream()).toList();
  }

  private void refuseReturning(ResolvedNode statement, @Nullable Object returning) {
    if (returning != null) {
      throw translation.unsupported("THEN RETURN", statement);
    }
  }
}
