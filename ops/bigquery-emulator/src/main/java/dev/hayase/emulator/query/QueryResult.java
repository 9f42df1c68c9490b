package dev.hayase.emulator.query;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A result, kept so that its pages can be read.
public final class QueryResult {
  private final List<ResultType.Field> columns;
  private final List<@Nullable Object[]> rows;
  private final String statementType;
  private final OptionalLong affectedRows;

  private QueryResult(
      List<ResultType.Field> columns,
      List<@Nullable Object[]> rows,
      String statementType,
      OptionalLong affectedRows) {
    this.columns = List.copyOf(columns);
    this.rows = rows;
    this.statementType = statementType;
    this.affectedRows = affectedRows;
  }

  static QueryResult rows(List<ResultType.Field> columns, List<@Nullable Object[]> rows) {
    return new QueryResult(columns, rows, "SELECT", OptionalLong.empty());
  }

  static QueryResult changed(String statementType, long rows) {
    return new QueryResult(List.of(), List.of(), statementType, OptionalLong.of(rows));
  }

  /// `SELECT`, `INSERT` and so on.
  public String statementType() {
    return statementType;
  }

  /// How many rows a statement changed; empty for a query.
  public OptionalLong affectedRows() {
    return affectedRows;
  }

  public JsonObject schema() {
    JsonArray fields = new JsonArray();
    columns.forEach(column -> fields.add(column.type().toJson(column.name())));
    JsonObject schema = new JsonObject();
    schema.add("fields", fields);
    return schema;
  }

  public ResultPage page(long from, int limit, boolean int64Timestamps) {
    int start = (int) Math.min(from, rows.size());
    int end = (int) Math.min((long) start + limit, rows.size());
    JsonArray page = new JsonArray();
    rows.subList(start, end).forEach(row -> page.add(Encode.row(columns, row, int64Timestamps)));
    return new ResultPage(page, rows.size());
  }
}
