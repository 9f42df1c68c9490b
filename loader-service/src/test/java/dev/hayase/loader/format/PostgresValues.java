package dev.hayase.loader.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.wire.Json;
import dev.hayase.testing.HouseRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// What the capture makes of PostgreSQL's values, from the file that its own tests keep true.
final class PostgresValues {
  private static final String VALUE = ",\"value\":";

  private PostgresValues() {}

  /// One value.
  ///
  /// @param text as PostgreSQL prints it
  /// @param json as it stands in the record
  record Value(TableSchema schema, String text, String json) {
    Column column() {
      return schema.columns().getFirst();
    }

    String sourceType() {
      return schema.sourceTypes().getOrDefault(column().name(), "");
    }
  }

  static List<Value> all() {
    try (InputStream file = HouseRules.class.getResourceAsStream("postgres-values.jsonl")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8)
          .lines()
          .map(PostgresValues::value)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Value value(String line) {
    return Json.readForeign(
        line.getBytes(UTF_8),
        "A value",
        document ->
            new Value(
                TableSchema.fromJson(document.required("schema").asString().getBytes(UTF_8)),
                document.required("text").asString(),
                // As it was written: a tree would write numbers in its own way.
                line.substring(line.indexOf(VALUE) + VALUE.length(), line.length() - 1)));
  }
}
