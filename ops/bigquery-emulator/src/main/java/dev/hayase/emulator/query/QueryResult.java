package dev.hayase.emulator.query;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.DataType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A result, kept so that its pages can be read.
public final class QueryResult {
  private final List<DataType.Field> columns;
  private final long count;
  private final Pages pages;
  private final String statementType;
  private final Optional<DmlStatistics> dml;
  private final Optional<DdlStatistics> ddl;

  /// Where the rows are.
  @FunctionalInterface
  interface Pages {
    List<@Nullable Object[]> read(long from, int limit);
  }

  private QueryResult(
      List<DataType.Field> columns,
      long count,
      Pages pages,
      String statementType,
      Optional<DmlStatistics> dml,
      Optional<DdlStatistics> ddl) {
    this.columns = List.copyOf(columns);
    this.count = count;
    this.pages = pages;
    this.statementType = statementType;
    this.dml = dml;
    this.ddl = ddl;
  }

  static QueryResult rows(List<DataType.Field> columns, List<@Nullable Object[]> rows) {
    Pages pages =
        (from, limit) -> {
          int start = (int) Math.min(from, rows.size());
          return rows.subList(start, (int) Math.min((long) start + limit, rows.size()));
        };
    return large(columns, rows.size(), pages);
  }

  static QueryResult large(List<DataType.Field> columns, long count, Pages pages) {
    return new QueryResult(columns, count, pages, "SELECT", Optional.empty(), Optional.empty());
  }

  static QueryResult changed(String statementType, DmlStatistics rows) {
    return nothing(statementType, Optional.of(rows), Optional.empty());
  }

  static QueryResult defined(String statementType, DdlStatistics done) {
    return nothing(statementType, Optional.empty(), Optional.of(done));
  }

  private static QueryResult nothing(
      String statementType, Optional<DmlStatistics> dml, Optional<DdlStatistics> ddl) {
    Pages none = (_, _) -> List.of();
    return new QueryResult(List.of(), 0, none, statementType, dml, ddl);
  }

  /// `SELECT`, `INSERT` and so on.
  public String statementType() {
    return statementType;
  }

  /// How many rows a statement changed; empty for a query.
  public OptionalLong affectedRows() {
    return dml.map(rows -> OptionalLong.of(rows.affected())).orElse(OptionalLong.empty());
  }

  /// Whether there may be rows to read.
  public boolean isQuery() {
    return dml.isEmpty() && ddl.isEmpty();
  }

  /// What a job's statistics say about the statement.
  public JsonObject statistics() {
    JsonObject statistics = new JsonObject();
    statistics.addProperty("statementType", statementType);
    dml.ifPresent(rows -> rows.describe(statistics));
    ddl.ifPresent(done -> done.describe(statistics));
    return statistics;
  }

  public JsonObject schema() {
    return ResultSchema.of(columns);
  }

  public ResultPage page(long from, int limit, TimestampFormat timestamps) {
    JsonArray page = new JsonArray();
    pages.read(from, limit).forEach(row -> page.add(Encode.row(columns, row, timestamps)));
    return new ResultPage(page, count);
  }
}
