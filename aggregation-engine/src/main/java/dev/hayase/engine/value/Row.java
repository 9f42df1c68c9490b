package dev.hayase.engine.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Values in the order of a [Layout]. Immutable; whoever makes one leaves the array alone.
///
/// A value is null, or of the class that stands for its column's type:
///
/// | type | class |
/// | --- | --- |
/// | BOOL | Boolean |
/// | INT64 | Long |
/// | FLOAT64 | Double |
/// | NUMERIC, BIGNUMERIC | BigDecimal |
/// | STRING, GEOGRAPHY, INTERVAL | String |
/// | JSON | String: the document's text |
/// | BYTES | ByteBuffer, read-only |
/// | DATE, TIME, DATETIME | LocalDate, LocalTime, LocalDateTime |
/// | TIMESTAMP | Instant, in whole microseconds |
/// | REPEATED of any of these | List |
/// | STRUCT | Row |
public final class Row {
  public static final Row EMPTY = new Row();

  private final @Nullable Object[] values;

  public Row(@Nullable Object... values) {
    this.values = values;
  }

  public @Nullable Object get(int slot) {
    return values[slot];
  }

  public int size() {
    return values.length;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Row that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /// The number of values only: a row's values belong into no log.
  @Override
  public String toString() {
    return "Row[" + values.length + " values]";
  }
}
