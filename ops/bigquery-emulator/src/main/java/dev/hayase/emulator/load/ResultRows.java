package dev.hayase.emulator.load;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.Mode;
import dev.hayase.emulator.catalog.TableSchema;
import dev.hayase.emulator.query.QueryResult;
import dev.hayase.emulator.query.TimestampFormat;
import dev.hayase.emulator.row.RowProblem;
import dev.hayase.emulator.row.TextCells;
import dev.hayase.emulator.store.BulkWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The rows of a query's result, page by page, as rows of a table.
public final class ResultRows implements BulkWrite.Rows {
  private static final int PAGE = 2_000;

  private final QueryResult result;
  private final List<Column> columns;
  private final BooleanSupplier cancelled;
  private JsonArray page = new JsonArray();
  private long from;
  private int at;

  /// @param schema the result's columns, in their order
  public ResultRows(QueryResult result, TableSchema schema, BooleanSupplier cancelled) {
    this.result = result;
    this.columns = schema.columns();
    this.cancelled = cancelled;
  }

  @Override
  public @Nullable Object @Nullable [] next() {
    if (at == page.size()) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
      page = result.page(from, PAGE, TimestampFormat.INT64).rows();
      from += page.size();
      at = 0;
      if (page.isEmpty()) {
        return null;
      }
    }
    try {
      return row(page.get(at++).getAsJsonObject(), columns);
    } catch (RowProblem problem) {
      throw BigQueryException.invalid(problem.text());
    }
  }

  private static @Nullable Object[] row(JsonObject row, List<Column> columns) throws RowProblem {
    JsonArray cells = row.getAsJsonArray("f");
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(cells.get(i).getAsJsonObject().get("v"), columns.get(i));
    }
    return values;
  }

  private static @Nullable Object value(JsonElement json, Column column) throws RowProblem {
    if (column.mode() == Mode.REPEATED) {
      List<Object> values = new ArrayList<>();
      if (json instanceof JsonArray array) {
        for (JsonElement element : array) {
          values.add(one(element.getAsJsonObject().get("v"), column));
        }
      }
      return values;
    }
    return json.isJsonNull() ? null : one(json, column);
  }

  private static Object one(JsonElement json, Column column) throws RowProblem {
    if (column.type() == ColumnType.STRUCT) {
      return row(json.getAsJsonObject(), column.fields());
    }
    return column.type() == ColumnType.TIMESTAMP
        ? (Object) json.getAsLong()
        : TextCells.parse(json.getAsString(), column, column.name());
  }
}
