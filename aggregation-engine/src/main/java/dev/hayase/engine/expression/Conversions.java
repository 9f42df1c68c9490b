package dev.hayase.engine.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// From one type to another. What does not go has no value.
final class Conversions {
  static final List<Signature> ALL =
      List.of(
          Signature.of("int", Kind.INT, Kind.INT, (Long value) -> value),
          Signature.of("int", Kind.INT, Kind.DOUBLE, (Double value) -> whole(finite(value))),
          Signature.of("int", Kind.INT, Kind.BIG_DECIMAL, Conversions::whole),
          Signature.of("int", Kind.INT, Kind.STRING, Conversions::integer),
          Signature.of("int", Kind.INT, Kind.BOOL, (Boolean value) -> value ? 1L : 0L),
          Signature.of("int", Kind.INT, Kind.TIMESTAMP, Instant::getEpochSecond),
          Signature.of("int", Kind.INT, Kind.JSON, Conversions::jsonInteger),
          Signature.of("double", Kind.DOUBLE, Kind.DOUBLE, (Double value) -> value),
          Signature.of("double", Kind.DOUBLE, Kind.BIG_DECIMAL, BigDecimal::doubleValue),
          Signature.of("double", Kind.DOUBLE, Kind.STRING, Conversions::fraction),
          Signature.of("double", Kind.DOUBLE, Kind.JSON, Conversions::jsonDouble),
          Signature.of("decimal", Kind.DECIMAL, Kind.DECIMAL, (BigDecimal value) -> value),
          Signature.of(
              "decimal",
              Kind.DECIMAL,
              Kind.BIG_DECIMAL,
              (BigDecimal v) -> Decimals.fit(v, Kind.DECIMAL)),
          Signature.of(
              "decimal", Kind.DECIMAL, Kind.DOUBLE, (Double v) -> Decimals.of(v, Kind.DECIMAL)),
          Signature.of(
              "decimal", Kind.DECIMAL, Kind.STRING, (String v) -> Decimals.parse(v, Kind.DECIMAL)),
          Signature.of(
              "decimal", Kind.DECIMAL, Kind.JSON, (JsonNode v) -> jsonDecimal(v, Kind.DECIMAL)),
          Signature.of("big_decimal", Kind.BIG_DECIMAL, Kind.BIG_DECIMAL, (BigDecimal v) -> v),
          Signature.of(
              "big_decimal",
              Kind.BIG_DECIMAL,
              Kind.DOUBLE,
              (Double v) -> Decimals.of(v, Kind.BIG_DECIMAL)),
          Signature.of(
              "big_decimal",
              Kind.BIG_DECIMAL,
              Kind.STRING,
              (String v) -> Decimals.parse(v, Kind.BIG_DECIMAL)),
          Signature.of(
              "big_decimal",
              Kind.BIG_DECIMAL,
              Kind.JSON,
              (JsonNode v) -> jsonDecimal(v, Kind.BIG_DECIMAL)),
          Signature.of("bool", Kind.BOOL, Kind.BOOL, (Boolean value) -> value),
          Signature.of("bool", Kind.BOOL, Kind.STRING, Conversions::truth),
          Signature.of("bool", Kind.BOOL, Kind.JSON, Conversions::jsonTruth),
          Signature.of("string", Kind.STRING, Kind.STRING, (String value) -> value),
          Signature.of("string", Kind.STRING, Kind.BOOL, Object::toString),
          Signature.of("string", Kind.STRING, Kind.INT, Object::toString),
          Signature.of("string", Kind.STRING, Kind.DOUBLE, (Double v) -> text(v)),
          Signature.of("string", Kind.STRING, Kind.BIG_DECIMAL, (BigDecimal v) -> text(v)),
          Signature.of("string", Kind.STRING, Kind.DATE, Object::toString),
          Signature.of("string", Kind.STRING, Kind.TIME, (LocalTime v) -> TimeFunctions.text(v)),
          Signature.of(
              "string",
              Kind.STRING,
              Kind.DATETIME,
              (LocalDateTime v) -> v.toLocalDate() + "T" + TimeFunctions.text(v.toLocalTime())),
          Signature.of("string", Kind.STRING, Kind.TIMESTAMP, (Instant v) -> TimeFunctions.text(v)),
          Signature.of(
              "string",
              Kind.STRING,
              Kind.BYTES,
              (ByteBuffer v) -> StandardCharsets.UTF_8.decode(v.duplicate()).toString()),
          Signature.of(
              "string",
              Kind.STRING,
              Kind.JSON,
              (JsonNode v) -> v.isString() ? v.stringValue() : v.toString()),
          Signature.of("bytes", Kind.BYTES, Kind.BYTES, (ByteBuffer value) -> value),
          Signature.of(
              "bytes",
              Kind.BYTES,
              Kind.STRING,
              (String v) -> ByteBuffer.wrap(v.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer()),
          Signature.of("timestamp", Kind.TIMESTAMP, Kind.TIMESTAMP, (Instant value) -> value),
          Signature.of("timestamp", Kind.TIMESTAMP, Kind.STRING, TimeFunctions::instant),
          Signature.of("timestamp", Kind.TIMESTAMP, Kind.INT, TimeFunctions::ofSeconds),
          Signature.of(
              "timestamp",
              Kind.TIMESTAMP,
              Kind.JSON,
              (JsonNode v) -> TimeFunctions.instant(JsonValue.string(v))),
          Signature.of("date", Kind.DATE, Kind.DATE, (LocalDate value) -> value),
          Signature.of("date", Kind.DATE, Kind.STRING, TimeFunctions::date));

  private Conversions() {}

  private static BigDecimal finite(double value) {
    if (!Double.isFinite(value)) {
      throw new Failure("a FLOAT64 that is no INT64");
    }
    return new BigDecimal(value);
  }

  /// As CEL: what stands after the point is cut off.
  private static Long whole(BigDecimal value) {
    try {
      // The scale first: 1e999999999 must not be written out.
      long digits = (long) value.precision() - value.scale();
      if (digits <= 0) {
        return 0L;
      }
      if (digits > 20) {
        throw new ArithmeticException();
      }
      return value.setScale(0, RoundingMode.DOWN).longValueExact();
    } catch (ArithmeticException _) {
      throw new Failure("a number beyond the limits of INT64");
    }
  }

  private static Long integer(String text) {
    try {
      return Long.valueOf(text.strip());
    } catch (NumberFormatException _) {
      throw new Failure("a text that is no INT64");
    }
  }

  private static Double fraction(String text) {
    try {
      return Double.valueOf(text.strip());
    } catch (NumberFormatException _) {
      throw new Failure("a text that is no FLOAT64");
    }
  }

  private static Boolean truth(String text) {
    return switch (text.strip()) {
      case "true", "TRUE", "True", "t", "1" -> true;
      case "false", "FALSE", "False", "f", "0" -> false;
      default -> throw new Failure("a text that is neither true nor false");
    };
  }

  private static Long jsonInteger(JsonNode value) {
    return value.isNumber() ? whole(value.decimalValue()) : integer(JsonValue.string(value));
  }

  private static Double jsonDouble(JsonNode value) {
    if (!value.isNumber()) {
      return fraction(JsonValue.string(value));
    }
    double number = value.decimalValue().doubleValue();
    if (Double.isInfinite(number)) {
      throw new Failure("a number beyond the limits of FLOAT64");
    }
    return number;
  }

  private static BigDecimal jsonDecimal(JsonNode value, Kind kind) {
    return value.isNumber()
        ? Decimals.fit(value.decimalValue(), kind)
        : Decimals.parse(JsonValue.string(value), kind);
  }

  private static Boolean jsonTruth(JsonNode value) {
    return value.isBoolean() ? (Boolean) value.booleanValue() : truth(JsonValue.string(value));
  }

  private static String text(Double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString(value.longValue()) : value.toString();
  }

  private static String text(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
