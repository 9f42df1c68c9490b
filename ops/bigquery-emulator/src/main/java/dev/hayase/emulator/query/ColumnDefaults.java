package dev.hayase.emulator.query;

import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.DataType;
import dev.hayase.emulator.catalog.TableDefinition;
import dev.hayase.emulator.row.Civil;
import dev.hayase.emulator.sql.GoogleSql;
import dev.hayase.emulator.store.Warehouse;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the default expressions of a table's columns are worth at this moment, in the form in which
/// rows carry values.
public final class ColumnDefaults {
  private final Warehouse warehouse;

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
    String now =
        "make_timestamptz("
            + ChronoUnit.MICROS.between(Instant.EPOCH, warehouse.clock().instant())
            + ")";
    for (Column column : columns) {
      String expression =
          GoogleSql.expression(column.json().get("defaultValueExpression").getAsString(), now);
      Object value =
          value(
              "SELECT CAST("
                  + Marked.write(expression, column)
                  + " AS "
                  + column.duckdbType()
                  + ")",
              column.dataType());
      if (value != null) {
        values.put(column.name().toLowerCase(Locale.ROOT), value);
      }
    }
    return values;
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
