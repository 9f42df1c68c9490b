package dev.hayase.loader.types;

import dev.hayase.event.schema.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/// Any value of a column, the extremes more often than others. Null stands for NULL.
final class Samples {
  private static final long FIRST_MICRO = -62_135_596_800_000_000L;
  private static final long LAST_MICRO = 253_402_300_799_999_999L;
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final int NULLS = 8;

  private Samples() {}

  /// Of a whole row: one for each column.
  static Arbitrary<List<@Nullable Sample>> row(List<Column> columns) {
    return Combinators.combine(columns.stream().map(Samples::of).toList()).as(row -> row);
  }

  static Arbitrary<@Nullable Sample> of(Column column) {
    return column.mode() == Column.Mode.REPEATED
        ? list(present(column).list().ofMaxSize(4))
        : present(column).injectNull(1.0 / NULLS);
  }

  private static Arbitrary<@Nullable Sample> list(Arbitrary<List<Sample>> elements) {
    return elements.map(list ->
        new Sample(
            list.stream().map(Sample::document).collect(Collectors.joining(",", "[", "]")),
            list.stream().map(Sample::change).collect(Collectors.joining(" , ", " [ ", " ]")),
            list.stream().map(Sample::expected).toList()));
  }

  private static Arbitrary<Sample> present(Column column) {
    return switch (column.type()) {
      case BOOL -> Arbitraries.of(true, false).map(b -> Sample.of(b.toString(), b));
      case INT64 ->
          Arbitraries.longs()
              .map(n -> new Sample(n % 2 == 0 ? "\"" + n + "\"" : n + ".0", n.toString(), n));
      case FLOAT64 -> Arbitraries.oneOf(doubles(), Arbitraries.of(specials()));
      case NUMERIC -> decimal(BigInteger.TEN.pow(38).subtract(BigInteger.ONE), 9);
      case BIGNUMERIC -> decimal(BigInteger.TWO.pow(255).subtract(BigInteger.ONE), 38);
      case STRING -> strings().map(text -> Sample.of(quoted(text), text));
      case BYTES ->
          Arbitraries.bytes()
              .array(byte[].class)
              .ofMaxSize(40)
              .map(bytes -> Base64.getEncoder().encodeToString(bytes))
              .map(base64 -> Sample.quoted(base64, base64));
      case DATE ->
          Arbitraries.longs()
              .between(LocalDate.of(1, 1, 1).toEpochDay(), LocalDate.of(9999, 12, 31).toEpochDay())
              .map(LocalDate::ofEpochDay)
              .map(date -> Sample.quoted(date.toString(), date));
      case TIME ->
          Arbitraries.longs()
              .between(0, MICROS_PER_DAY - 1)
              .map(micros -> LocalTime.ofNanoOfDay(micros * 1000))
              .map(time -> Sample.quoted(time.toString(), time));
      case DATETIME ->
          micros()
              .map(micros -> LocalDateTime.ofInstant(instant(micros), ZoneOffset.UTC))
              .map(at -> Sample.quoted(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(at), at));
      case TIMESTAMP ->
          Combinators.combine(micros(), Arbitraries.of("Z", "+00:00", "-00:00"))
              .as((micros, zone) ->
                  Sample.quoted(
                      DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                              LocalDateTime.ofInstant(instant(micros), ZoneOffset.UTC))
                          + zone,
                      instant(micros)));
      // In a document a null is SQL's, also where JSON is expected.
      case JSON ->
          json(3)
              .filter(text -> !text.equals("null"))
              .map(text -> new Sample(text, quoted(text), Cells.json(text)));
      case STRUCT -> struct(column.fields());
      case INTERVAL, GEOGRAPHY ->
          throw new IllegalArgumentException(column.type() + " is written by BigQuery in its way");
    };
  }

  private static Arbitrary<Sample> struct(List<Column> fields) {
    return row(fields)
        .map(values -> {
          List<@Nullable Object> expected = new ArrayList<>();
          values.forEach(v -> expected.add(v == null ? null : v.expected()));
          return new Sample(object(fields, values, false), object(fields, values, true), expected);
        });
  }

  /// The object of these fields; a document leaves out what is null.
  static String object(List<Column> columns, List<@Nullable Sample> values, boolean asChange) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Sample value = values.get(i);
      String name = quoted(columns.get(i).name()) + ":";
      if (asChange) {
        fields.add(name + (value == null ? "null" : value.change()));
      } else if (value != null) {
        fields.add(name + value.document());
      }
    }
    return fields.stream().collect(Collectors.joining(",", "{", "}"));
  }

  private static Arbitrary<Sample> doubles() {
    return Arbitraries.longs()
        .map(Double::longBitsToDouble)
        .filter(Double::isFinite)
        .map(d -> Sample.of(d.toString(), d));
  }

  private static List<Sample> specials() {
    List<Sample> samples = new ArrayList<>();
    for (double d : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      samples.add(Sample.quoted(Double.toString(d), d));
    }
    for (double d : new double[] {Double.MIN_VALUE, Double.MAX_VALUE, 0.1, 1L << 53, 1e22}) {
      samples.add(Sample.of(Double.toString(d), d));
    }
    return samples;
  }

  private static Arbitrary<Sample> decimal(BigInteger most, int scale) {
    return Combinators.combine(
            Arbitraries.oneOf(
                Arbitraries.bigIntegers().between(most.negate(), most),
                Arbitraries.bigIntegers()
                    .between(BigInteger.valueOf(-100_000), BigInteger.valueOf(100_000))),
            Arbitraries.integers().between(0, scale))
        .as((unscaled, digits) -> {
          BigDecimal value = new BigDecimal(unscaled, Math.max(digits, scale));
          String text = digits % 2 == 0 ? value.toPlainString() : value.toString();
          BigDecimal expected = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
          return new Sample(digits % 3 == 0 ? text : '"' + text + '"', '"' + text + '"', expected);
        });
  }

  private static Arbitrary<Long> micros() {
    return Arbitraries.longs().between(FIRST_MICRO, LAST_MICRO);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static Arbitrary<String> strings() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(30).filter(Samples::wellFormed),
        Arbitraries.strings().withChars("aé山\u0001\"\\/\t\n\u007f").ofMaxLength(10),
        Arbitraries.of("", "🦉", "NULL", "null", " a ", "\u0000", "\uFEFFx"));
  }

  private static boolean wellFormed(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static Arbitrary<String> json(int depth) {
    Arbitrary<String> leaf =
        Arbitraries.oneOf(
            Arbitraries.longs().map(String::valueOf),
            Arbitraries.integers().between(-9999, 9999).map(n -> n + ".25"),
            strings().filter(s -> s.indexOf(0) < 0).map(Samples::quoted),
            Arbitraries.of("true", "false", "null", "18446744073709551615", "[]", "{}"));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<String> inner = json(depth - 1);
    return Arbitraries.oneOf(
        leaf,
        inner.list().ofMaxSize(3).map(list -> "[" + String.join(", ", list) + "]"),
        inner
            .list()
            .ofMaxSize(3)
            .map(list -> {
              List<String> fields = new ArrayList<>();
              for (int i = 0; i < list.size(); i++) {
                fields.add("\"f" + i + "\": " + list.get(i));
              }
              return "{" + String.join(",", fields) + "}";
            }));
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
          } else if (c < ' ') {
            quoted.append("\\u%04x".formatted(c));
          } else {
            quoted.appendCodePoint(c);
          }
        });
    return quoted.append('"').toString();
  }
}
