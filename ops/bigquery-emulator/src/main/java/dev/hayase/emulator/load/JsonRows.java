package dev.hayase.emulator.load;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.Mode;
import dev.hayase.emulator.catalog.TableSchema;
import dev.hayase.emulator.row.RowProblem;
import dev.hayase.emulator.row.TextCells;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// JSON objects become rows of one schema; names compare without case.
///
/// The words are those that insertAll answers (https://github.com/google/weather-tools/issues/94
/// has `no such field: step.`, https://github.com/GoogleCloudPlatform/cluster-toolkit/issues/3944
/// has the ones of numbers) and that load jobs answer
/// (https://github.com/fluent-plugins-nursery/fluent-plugin-bigquery/issues/168).
public final class JsonRows {
  /// Whose words a refusal has.
  public enum Words {
    INSERT_ALL,
    LOAD
  }

  private final TableSchema schema;
  private final boolean ignoreUnknown;
  private final Words words;
  private final Map<String, Object> defaults;

  /// By identity: the lists belong to the schema, and comparing them by content would be slow.
  private final IdentityHashMap<List<Column>, Map<String, Integer>> indexes =
      new IdentityHashMap<>();

  /// @param defaults what columns (by lower-case name) become that a row does not have
  public JsonRows(
      TableSchema schema, boolean ignoreUnknown, Words words, Map<String, Object> defaults) {
    this.schema = schema;
    this.ignoreUnknown = ignoreUnknown;
    this.words = words;
    this.defaults = Map.copyOf(defaults);
  }

  /// @return a value per column, as [Row][dev.hayase.emulator.row.Row] carries them
  public @Nullable Object[] read(JsonObject row) throws BadValue {
    return struct(row, schema.columns(), "", defaults);
  }

  private @Nullable Object[] struct(
      JsonObject json, List<Column> columns, String prefix, Map<String, Object> missing)
      throws BadValue {
    @Nullable Object[] values = new @Nullable Object[columns.size()];
    boolean[] given = new boolean[values.length];
    for (Map.Entry<String, JsonElement> member : json.entrySet()) {
      OptionalInt at = index(columns, member.getKey());
      if (at.isPresent()) {
        int index = at.getAsInt();
        given[index] = true;
        Column column = columns.get(index);
        values[index] = value(member.getValue(), column, prefix + column.name());
      } else if (!ignoreUnknown) {
        String path = prefix + member.getKey();
        throw new BadValue(
            path,
            words == Words.LOAD ? "No such field: " + path + "." : "no such field: " + path + ".");
      }
    }
    for (int i = 0; i < values.length; i++) {
      Column column = columns.get(i);
      if (!given[i]) {
        values[i] =
            column.mode() == Mode.REPEATED
                ? List.of()
                : missing.get(column.name().toLowerCase(Locale.ROOT));
      }
      requireValue(values[i], column, prefix + column.name());
    }
    return values;
  }

  private OptionalInt index(List<Column> columns, String name) {
    Integer index =
        indexes.computeIfAbsent(columns, JsonRows::byName).get(name.toLowerCase(Locale.ROOT));
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  private static Map<String, Integer> byName(List<Column> columns) {
    Map<String, Integer> byName = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      byName.put(columns.get(i).name().toLowerCase(Locale.ROOT), i);
    }
    return byName;
  }

  private void requireValue(@Nullable Object value, Column column, String path) throws BadValue {
    if (value == null && column.mode() == Mode.REQUIRED) {
      throw new BadValue(
          path,
          words == Words.LOAD
              ? "Only optional fields can be set to NULL. Field: " + path + "; Value: NULL"
              : "Missing required field: " + path + ".");
    }
  }

  private @Nullable Object value(JsonElement json, Column column, String path) throws BadValue {
    if (column.mode() == Mode.REPEATED) {
      return list(json, column, path);
    }
    if (json instanceof JsonNull) {
      return null;
    }
    if (json instanceof JsonArray && column.type() != ColumnType.JSON) {
      throw new BadValue(path, "Array specified for non-repeated field: " + path + ".");
    }
    return one(json, column, path);
  }

  private List<Object> list(JsonElement json, Column column, String path) throws BadValue {
    List<Object> values = new ArrayList<>();
    if (json instanceof JsonNull) {
      return values;
    }
    if (!(json instanceof JsonArray array)) {
      if (words == Words.LOAD) {
        throw new BadValue(
            path, "Repeated field must be imported as a JSON array. Field: " + path + ".");
      }
      // The streaming interface takes a single value for a list of one.
      values.add(one(json, column, path));
      return values;
    }
    for (JsonElement element : array) {
      if (element instanceof JsonNull) {
        throw new BadValue(
            path, "Only optional fields can be set to NULL. Field: " + path + "; Value: NULL");
      }
      values.add(one(element, column, path));
    }
    return values;
  }

  private Object one(JsonElement json, Column column, String path) throws BadValue {
    if (column.type() == ColumnType.STRUCT) {
      if (json instanceof JsonObject object) {
        return struct(object, column.fields(), path + ".", Map.of());
      }
      throw new BadValue(path, "This field: " + path + " is not a record.");
    }
    boolean structured = column.type() == ColumnType.JSON || column.type() == ColumnType.RANGE;
    if (!json.isJsonPrimitive() && !structured) {
      throw new BadValue(
          path, "This field: " + path + " is a record, but the column is " + column.type() + ".");
    }
    try {
      return TextCells.parse(json, column, path);
    } catch (RowProblem problem) {
      throw new BadValue(path, words(problem, json, column, path));
    }
  }

  private String words(RowProblem problem, JsonElement json, Column column, String path) {
    String kind =
        switch (column.type()) {
          case INT64 -> "integer";
          case FLOAT64 -> "floating point";
          case BOOL -> "boolean";
          default -> "";
        };
    String text = json.isJsonPrimitive() ? json.getAsString() : json.toString();
    if (kind.isEmpty()) {
      return problem.text().replace(" on field " + path + ".", "");
    }
    return words == Words.LOAD
        ? "Could not convert value to " + kind + ". Field: " + path + "; Value: " + text
        : "Cannot convert value to " + kind + " (bad value): " + text;
  }
}
