package dev.hayase.emulator.load;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.hayase.emulator.load.CsvRecords.Entry;
import dev.hayase.emulator.load.CsvRecords.Field;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/// The schema that a CSV file seems to have, from its first 500 rows, as
/// https://cloud.google.com/bigquery/docs/schema-detect describes it.
///
/// @param schema in REST's form
/// @param skip how many records are no rows
record CsvDetection(JsonObject schema, int skip) {
  private static final int ROWS = 500;

  /// @param skip as the job configured it; without it a header is looked for
  static CsvDetection of(InputStream in, CsvOptions options, OptionalInt skip) throws IOException {
    CsvRecords records = new CsvRecords(in, options);
    List<Field> header = List.of();
    for (int i = 0; i < skip.orElse(1); i++) {
      Entry entry = records.next();
      header = entry == null ? List.of() : entry.fields();
    }
    DetectedType[] types = new DetectedType[0];
    Entry entry = records.next();
    for (int i = 0; i < ROWS && entry != null; i++) {
      types = and(types, entry.fields(), options);
      entry = records.next();
    }
    DetectedType[] first = and(new DetectedType[0], header, options);
    boolean isHeader = skip.isPresent() ? skip.getAsInt() > 0 : isHeader(first, types);
    if (!isHeader) {
      types = and(types, header, options);
    }
    return new CsvDetection(
        schema(types, isHeader ? header : List.of()), isHeader ? skip.orElse(1) : 0);
  }

  /// Texts over columns of which at least one holds none.
  private static boolean isHeader(DetectedType[] first, DetectedType[] others) {
    boolean texts =
        first.length > 0 && Arrays.stream(first).allMatch(type -> type == DetectedType.STRING);
    boolean values =
        Arrays.stream(others)
            .anyMatch(type -> type != DetectedType.STRING && type != DetectedType.NOTHING);
    return texts && values;
  }

  private static DetectedType[] and(DetectedType[] types, List<Field> fields, CsvOptions options) {
    DetectedType[] result = Arrays.copyOf(types, Math.max(types.length, fields.size()));
    for (int i = 0; i < result.length; i++) {
      DetectedType before = i < types.length ? types[i] : DetectedType.NOTHING;
      boolean present = i < fields.size() && !options.nullMarkers().contains(fields.get(i).text());
      result[i] = present ? before.and(DetectedType.of(fields.get(i).text().trim())) : before;
    }
    return result;
  }

  private static JsonObject schema(DetectedType[] types, List<Field> header) {
    JsonArray fields = new JsonArray();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < types.length; i++) {
      String name = i < header.size() ? columnName(header.get(i).text()) : "";
      if (name.isEmpty()) {
        name = types[i].fieldPrefix() + "_field_" + i;
      }
      String unique = name;
      for (int n = 1; !names.add(unique.toLowerCase(Locale.ROOT)); n++) {
        unique = name + "_" + n;
      }
      JsonObject field = new JsonObject();
      field.addProperty("name", unique);
      field.addProperty("type", types[i].column().restName());
      field.addProperty("mode", "NULLABLE");
      fields.add(field);
    }
    JsonObject schema = new JsonObject();
    schema.add("fields", fields);
    return schema;
  }

  /// Letters, digits and underscores, not beginning with a digit.
  static String columnName(String header) {
    String name = header.trim().replaceAll("[^\\p{L}\\p{N}_]", "_");
    return !name.isEmpty() && Character.isDigit(name.charAt(0)) ? "_" + name : name;
  }
}
