package dev.hayase.cdc.schema;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.Column.Mode;
import dev.hayase.event.schema.ColumnType;

/// Which changes of a column's type BigQuery makes in place.
final class Widening {
  private Widening() {}

  /// Whether a column takes every value of the other and more, as BigQuery sees it.
  static boolean isWider(Column old, Column now) {
    boolean mode =
        old.mode() == now.mode() || (old.mode() == Mode.REQUIRED && now.mode() == Mode.NULLABLE);
    return !old.equals(now) && mode && old.fields().equals(now.fields()) && takes(old, now);
  }

  private static boolean takes(Column old, Column now) {
    if (old.type() == now.type()) {
      return hasRoom(old, now);
    }
    boolean unlimited = now.precision().isEmpty();
    return switch (old.type()) {
      case INT64 ->
          now.type() == ColumnType.FLOAT64
              || (unlimited
                  && (now.type() == ColumnType.NUMERIC || now.type() == ColumnType.BIGNUMERIC));
      case NUMERIC ->
          now.type() == ColumnType.FLOAT64
              || (now.type() == ColumnType.BIGNUMERIC && hasRoom(old, now));
      case BIGNUMERIC -> now.type() == ColumnType.FLOAT64;
      case BOOL,
          FLOAT64,
          STRING,
          BYTES,
          DATE,
          TIME,
          DATETIME,
          TIMESTAMP,
          INTERVAL,
          JSON,
          GEOGRAPHY,
          STRUCT ->
          false;
    };
  }

  private static boolean hasRoom(Column old, Column now) {
    boolean length =
        now.maxLength().isEmpty()
            || (old.maxLength().isPresent()
                && old.maxLength().getAsLong() <= now.maxLength().getAsLong());
    return length && (now.precision().isEmpty() || hasDigits(old, now));
  }

  /// As many digits before the point, and as many after it.
  private static boolean hasDigits(Column old, Column now) {
    if (old.precision().isEmpty()) {
      return false;
    }
    int scale = old.scale().orElse(0);
    int newScale = now.scale().orElse(0);
    return newScale >= scale
        && now.precision().getAsInt() - newScale >= old.precision().getAsInt() - scale;
  }
}
