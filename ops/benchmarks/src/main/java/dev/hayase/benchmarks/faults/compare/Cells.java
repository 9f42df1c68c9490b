package dev.hayase.benchmarks.faults.compare;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.hayase.event.schema.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// A value as the topic has it and as BigQuery prints it, in one form that can be compared.
public final class Cells {
  private Cells() {}

  /// Of the topic: decimals and times are strings, in ISO-8601.
  public static @Nullable Object ofJson(ColumnType type, @Nullable JsonElement value) {
    if (value == null || value.isJsonNull()) {
      return null;
    }
    String text = value.getAsString();
    return type == ColumnType.TIMESTAMP ? micros(Instant.parse(text)) : of(type, text);
  }

  /// Of BigQuery: text, timestamps in microseconds.
  static @Nullable Object ofBigQuery(ColumnType type, @Nullable String text) {
    if (text == null) {
      return null;
    }
    return type == ColumnType.TIMESTAMP ? (Object) Long.valueOf(text) : of(type, text);
  }

  private static Long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static Object of(ColumnType type, String text) {
    return switch (type) {
      case BOOL -> Boolean.valueOf(text);
      case INT64 -> Long.valueOf(text);
      case FLOAT64 -> Double.valueOf(text);
      case NUMERIC, BIGNUMERIC -> new BigDecimal(text).stripTrailingZeros();
      case DATE -> LocalDate.parse(text);
      case TIME -> LocalTime.parse(text);
      case DATETIME -> LocalDateTime.parse(text);
      case JSON -> JsonParser.parseString(text);
      case STRING, BYTES, INTERVAL, GEOGRAPHY, TIMESTAMP -> text;
      case STRUCT -> throw new IllegalArgumentException("No table has a STRUCT");
    };
  }
}
