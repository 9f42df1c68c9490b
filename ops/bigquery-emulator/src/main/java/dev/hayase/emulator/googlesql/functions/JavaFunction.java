package dev.hayase.emulator.googlesql.functions;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.hayase.emulator.googlesql.value.Arguments;
import dev.hayase.emulator.googlesql.value.EvaluationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/// A Java function that DuckDB calls for each row. Its first argument there says whether an error
/// is to yield NULL.
///
/// @param parameters exactly those of one call: none optional, none repeated
record JavaFunction(String name, List<Parameter> parameters, Shape result, Body body) {
  /// What a function computes; may yield NULL.
  @FunctionalInterface
  interface Body {
    @Nullable Object apply(Arguments arguments);
  }

  /// @param safe whether an error is to yield NULL
  String sql(List<String> arguments, boolean safe) {
    StringBuilder call = new StringBuilder(name).append('(').append(safe);
    for (int i = 0; i < arguments.size(); i++) {
      call.append(", ").append(shape(i).carried(arguments.get(i)));
    }
    return result.back(call.append(')').toString());
  }

  void register(Connection connection) throws SQLException {
    DuckDBColumnType[] types = new DuckDBColumnType[parameters.size() + 1];
    types[0] = DuckDBColumnType.BOOLEAN;
    for (int i = 1; i < types.length; i++) {
      types[i] = carrier(shape(i - 1));
    }
    try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
      builder
          .withName(name)
          .withParameters(types)
          .withReturnType(carrier(result))
          .withVectorizedFunction(this::apply)
          .register(connection);
    }
  }

  private void apply(DuckDBDataChunkReader rows, DuckDBWritableVector results) {
    DuckDBColumnType type = carrier(result);
    for (long row = 0; row < rows.rowCount(); row++) {
      Object value = value(rows, row);
      if (value == null) {
        results.setNull(row);
      } else {
        switch (type) {
          case BOOLEAN -> results.setBoolean(row, (Boolean) value);
          case BIGINT -> results.setLong(row, (Long) value);
          case DOUBLE -> results.setDouble(row, (Double) value);
          default -> results.setString(row, (String) value);
        }
      }
    }
  }

  private @Nullable Object value(DuckDBDataChunkReader rows, long row) {
    List<@Nullable Object> values = new ArrayList<>(parameters.size());
    for (int i = 0; i < parameters.size(); i++) {
      DuckDBReadableVector column = rows.vector(i + 1L);
      if (!column.isNull(row)) {
        values.add(decoded(shape(i), column, row));
      } else if (parameters.get(i).nullable()) {
        values.add(null);
      } else {
        return null;
      }
    }
    try {
      Object value = body.apply(new Arguments(values));
      return value == null ? null : encoded(value);
    } catch (EvaluationException | DateTimeException | ArithmeticException e) {
      if (rows.vector(0).getBoolean(row)) {
        return null;
      }
      throw e instanceof EvaluationException
          ? e
          : new EvaluationException(String.valueOf(e.getMessage()));
    }
  }

  private static Object decoded(Shape shape, DuckDBReadableVector column, long row) {
    Object value =
        switch (carrier(shape)) {
          case BOOLEAN -> column.getBoolean(row);
          case BIGINT -> column.getLong(row);
          case DOUBLE -> column.getDouble(row);
          default -> column.getString(row);
        };
    if (!shape.array()) {
      return shape.kind().decode(value);
    }
    List<@Nullable Object> elements = new ArrayList<>();
    for (JsonElement element : JsonParser.parseString((String) value).getAsJsonArray()) {
      elements.add(element.isJsonNull() ? null : element(shape.kind(), element.getAsString()));
    }
    return elements;
  }

  private static Object element(Kind kind, String text) {
    return kind.decode(
        switch (kind.carrier()) {
          case BOOLEAN -> Boolean.valueOf(text);
          case BIGINT -> Long.valueOf(text);
          case DOUBLE ->
              switch (text) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                case "nan" -> Double.NaN;
                default -> Double.valueOf(text);
              };
          default -> text;
        });
  }

  private Object encoded(Object value) {
    if (!result.array()) {
      return result.kind().encode(value);
    }
    JsonArray elements = new JsonArray();
    for (Object element : (List<?>) value) {
      elements.add(
          element == null
              ? JsonNull.INSTANCE
              : new JsonPrimitive(String.valueOf(result.kind().encode(element))));
    }
    return elements.toString();
  }

  private Shape shape(int i) {
    Shape shape = parameters.get(i).shape();
    if (shape == null) {
      throw new IllegalArgumentException(name + ": a Java function has no parameter of any type");
    }
    return shape;
  }

  private static DuckDBColumnType carrier(Shape shape) {
    return shape.array() ? DuckDBColumnType.VARCHAR : shape.kind().carrier();
  }
}
