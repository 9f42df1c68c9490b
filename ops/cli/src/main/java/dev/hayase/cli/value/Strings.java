package dev.hayase.cli.value;

import java.math.BigDecimal;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Values that BigQuery holds as a string, though the source has a type for them.
final class Strings {
  private Strings() {}

  static Value read(String text, SourceType source) {
    return switch (source.name()) {
      case "interval" -> Spans.read(text);
      case "numeric" ->
          text.equals("NaN") || text.endsWith("Infinity")
              ? new Value.Text(text)
              : new Value.Exact(new BigDecimal(text));
      case "timetz" -> new Value.Text(utc(text));
      default -> new Value.Text(text);
    };
  }

  /// `10:00:00+09` and `10:00:00+09:00` and `01:00:00Z` are the same.
  private static String utc(String text) {
    return OffsetTime.parse(
            text,
            DateTimeFormatter.ofPattern("HH:mm:ss[.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S][XXX][X]"))
        .withOffsetSameInstant(ZoneOffset.UTC)
        .toString();
  }
}
