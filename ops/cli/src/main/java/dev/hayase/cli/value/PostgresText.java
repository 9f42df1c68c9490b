package dev.hayase.cli.value;

import dev.hayase.event.schema.ColumnType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// Reads what PostgreSQL prints (`DateStyle` ISO, `TimeZone` UTC, `IntervalStyle` iso_8601,
/// `bytea_output` hex) as the value that it should be in a BigQuery column.
public final class PostgresText {
  private PostgresText() {}

  /// The value; what a type of BigQuery cannot hold (infinity, years out of range, NaN among
  /// decimals) becomes text, which no value of that type equals.
  public static Value read(SourceType source, ColumnType target, @Nullable String text) {
    if (text == null) {
      return Value.ABSENT;
    }
    try {
      return readPresent(source, target, text);
    } catch (DateTimeException | NumberFormatException e) {
      return new Value.Text(text);
    }
  }

  private static Value readPresent(SourceType source, ColumnType target, String text) {
    return switch (target) {
      case BOOL -> new Value.Truth(text.equals("t") || text.equals("1"));
      case INT64 -> new Value.Exact(new BigDecimal(text));
      case FLOAT64 -> Floats.read(text, source);
      case NUMERIC, BIGNUMERIC -> new Value.Exact(new BigDecimal(amount(source, text)));
      case BYTES -> bytes(source, text);
      case DATE -> new Value.Day(LocalDate.parse(text));
      case TIME -> new Value.Clock(LocalTime.parse(text));
      case DATETIME -> new Value.Moment(LocalDateTime.parse(text.replace(' ', 'T')));
      case TIMESTAMP -> new Value.Point(instant(text));
      case JSON -> new Value.Document(json(source, text));
      case STRING -> Strings.read(text, source);
      case INTERVAL, GEOGRAPHY, STRUCT -> new Value.Text(text);
    };
  }

  private static String amount(SourceType source, String text) {
    return source.name().equals("money") ? Money.amount(text) : text;
  }

  private static Value bytes(SourceType source, String text) {
    return switch (source.name()) {
      case "bit", "varbit" -> Value.Bytes.of(Bits.packed(text));
      default -> new Value.Bytes(text.substring("\\x".length()));
    };
  }

  /// `2024-01-31 10:00:00.5+00`
  private static Instant instant(String text) {
    return OffsetDateTime.parse(text.replace(' ', 'T') + ":00").toInstant();
  }

  private static String json(SourceType source, String text) {
    return source.array()
        ? CanonicalJson.of(ArrayLiteral.toJson(text, source.name()))
        : CanonicalJson.of(text);
  }
}
