package dev.hayase.emulator.query;

import java.util.Optional;

/// How REST prints a TIMESTAMP, as `formatOptions` asks: `timestampOutputFormat`, or the older
/// `useInt64Timestamp` ([DataFormatOptions][ref]).
///
/// [ref]: https://cloud.google.com/bigquery/docs/reference/rest/v2/DataFormatOptions
public enum TimestampFormat {
  /// Seconds since 1970, written like a double.
  FLOAT64,
  /// Microseconds since 1970.
  INT64,
  /// `2024-01-01T00:00:00.000000Z`. How many digits BigQuery prints for a column of microseconds is
  /// not documented.
  ISO8601_STRING;

  /// @param name of `timestampOutputFormat`; what it leaves open the flag decides
  public static TimestampFormat of(Optional<String> name, boolean useInt64Timestamp) {
    for (TimestampFormat format : values()) {
      if (name.isPresent() && name.get().equals(format.name())) {
        return format;
      }
    }
    return useInt64Timestamp ? INT64 : FLOAT64;
  }
}
