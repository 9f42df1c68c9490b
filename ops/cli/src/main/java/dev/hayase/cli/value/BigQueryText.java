package dev.hayase.cli.value;

import dev.hayase.event.schema.ColumnType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Reads what BigQuery's REST API answers.
public final class BigQueryText {
  private BigQueryText() {}

  /// The value of a column.
  ///
  /// @param source the type of the source's column, for those whose text form is ours to choose
  public static Value read(SourceType source, ColumnType type, @Nullable String text) {
    if (text == null) {
      return Value.ABSENT;
    }
    try {
      return readPresent(source, type, text);
    } catch (DateTimeException | IllegalArgumentException e) {
      return new Value.Text("unreadable: " + text);
    }
  }

  private static Value readPresent(SourceType source, ColumnType type, String text) {
    return switch (type) {
      case BOOL -> new Value.Truth(text.equals("true"));
      case INT64, NUMERIC, BIGNUMERIC -> new Value.Exact(new BigDecimal(text));
      case FLOAT64 -> Floats.read(text, source);
      case BYTES -> Value.Bytes.of(Base64.getDecoder().decode(text));
      case DATE -> new Value.Day(LocalDate.parse(text));
      case TIME -> new Value.Clock(LocalTime.parse(text));
      case DATETIME -> new Value.Moment(LocalDateTime.parse(text.replace(' ', 'T')));
      case TIMESTAMP -> new Value.Point(instant(text));
      case JSON -> new Value.Document(CanonicalJson.of(text));
      case STRING -> Strings.read(text, source);
      case INTERVAL, GEOGRAPHY, STRUCT -> new Value.Text(text);
    };
  }

  /// Microseconds as asked for (`useInt64Timestamp`), or seconds with a fraction.
  private static Instant instant(String text) {
    BigDecimal number = new BigDecimal(text);
    boolean seconds = text.contains(".") || text.contains("E") || text.contains("e");
    BigDecimal micros = seconds ? number.movePointRight(6) : number;
    return Instant.EPOCH.plus(
        micros.setScale(0, RoundingMode.HALF_UP).longValueExact(), ChronoUnit.MICROS);
  }
}
