package dev.hayase.loader.bigquery;

import dev.hayase.event.schema.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Writes a cell of a query's answer as change records write the value.
final class CellText {
  private CellText() {}

  static void put(ObjectNode row, String name, ColumnType type, @Nullable String cell) {
    if (cell == null) {
      row.putNull(name);
      return;
    }
    switch (type) {
      case BOOL -> row.put(name, Boolean.parseBoolean(cell));
      case INT64 -> row.put(name, new BigInteger(cell));
      case FLOAT64 -> putFloat(row, name, cell);
      // Asked for as microseconds since 1970.
      case TIMESTAMP ->
          row.put(name, Instant.EPOCH.plus(Long.parseLong(cell), ChronoUnit.MICROS).toString());
      case NUMERIC, BIGNUMERIC, STRING, BYTES, DATE, TIME, DATETIME, JSON, GEOGRAPHY, INTERVAL ->
          row.put(name, cell);
      case STRUCT -> throw new IllegalArgumentException("A struct is no key");
    }
  }

  private static void putFloat(ObjectNode row, String name, String cell) {
    try {
      row.put(name, new BigDecimal(cell));
    } catch (NumberFormatException e) {
      row.put(name, cell);
    }
  }
}
