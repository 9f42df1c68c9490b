package dev.hayase.emulator.query;

import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.DataType;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.googlesql.GoogleSql;
import dev.hayase.emulator.row.Civil;
import dev.hayase.emulator.store.Warehouse;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the default expressions of a table's columns are worth at this moment, in the form in which
/// rows carry values.
public final class ColumnDefaults {
  private static final int MOST_ANALYSED = 1000;

  private final Warehouse warehouse;
  private final Map<Expression, Function<Instant, String>> analysed = new ConcurrentHashMap<>();

  private record Expression(String sql, DataType type) {}

  public ColumnDefaults(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /// @param wanted which columns, by name
  /// @return by lower-case name; columns without a default are absent
  /// @throws dev.hayase.emulator.catalog.BigQueryException when an expression cannot be evaluated
  public Map<String, Object> evaluate(TableDefinition table, Predicate<String> wanted) {
    List<Column> columns =
        table.schema().columns().stream()
            .filter(column -> column.json().has("defaultValueExpression"))
            .filter(column -> wanted.test(column.name()))
            .toList();
    Map<String, Object> values = new HashMap<>();
    Instant now = warehouse.clock().instant();
    for (Column column : columns) {
      Object value =
          value(
              "SELECT CAST(" + expression(column).apply(now) + " AS " + column.duckdbType() + ")",
              column.dataType());
      if (value != null) {
        values.put(column.name().toLowerCase(Locale.ROOT), value);
      }
    }
    return values;
  }

  /// Appends ask for the same few expressions again and again, and analysing one takes
  /// milliseconds.
  private Function<Instant, String> expression(Column column) {
    if (analysed.size() > MOST_ANALYSED) {
      analysed.clear();
    }
    return analysed.computeIfAbsent(
        new Expression(
            column.json().get("defaultValueExpression").getAsString(), column.dataType()),
        expression -> GoogleSql.value(expression.sql(), expression.type()));
  }

  private @Nullable Object value(String sql, DataType type) {
    return warehouse
        .database()
        .<@Nullable Object>call(connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet result = statement.executeQuery(sql)) {
            result.next();
            Object value = Fetch.value(result, 1, type);
            return value == null ? null : carried(value);
          }
        });
  }

  private static Object carried(Object value) {
    return switch (value) {
      case OffsetDateTime timestamp -> Civil.micros(timestamp.toLocalDateTime());
      case LocalDateTime datetime -> Civil.micros(datetime);
      case LocalDate date -> date.toEpochDay();
      case LocalTime time -> time.toNanoOfDay() / 1000;
      default -> value;
    };
  }
}
