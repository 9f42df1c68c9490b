package dev.hayase.emulator.googlesql.functions;

import static dev.hayase.emulator.googlesql.functions.Mapping.duck;
import static dev.hayase.emulator.googlesql.functions.Mapping.java;

import com.google.zetasql.StructType;
import com.google.zetasql.Type;
import com.google.zetasql.TypeFactory;
import com.google.zetasql.ZetaSQLType.TypeKind;
import dev.hayase.emulator.googlesql.value.Decimals;
import dev.hayase.emulator.googlesql.value.EvaluationException;
import dev.hayase.emulator.googlesql.value.Floats;
import dev.hayase.emulator.googlesql.value.Literals;
import dev.hayase.emulator.googlesql.value.Micros;
import dev.hayase.emulator.googlesql.value.TimeText;
import dev.hayase.emulator.googlesql.value.Whole;
import dev.hayase.emulator.row.IntervalText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// CAST, also the ones that the analyzer puts where a value's type must change. Named `$cast_` and
/// the type that it is cast to.
///
/// @see <a
///   href="https://cloud.google.com/bigquery/docs/reference/standard-sql/conversion_functions">
///   Conversion functions</a>
public final class Casts {
  private static final List<Mapping> TO_TEXT =
      List.of(
          java("$cast_string", "BOOL", "STRING", a -> Boolean.toString(a.flag(0))),
          duck("$cast_string", "INT64", "CAST({0} AS VARCHAR)"),
          java("$cast_string", "FLOAT64", "STRING", a -> Floats.print(a.real(0))),
          java("$cast_string", "NUMERIC", "STRING", a -> Decimals.print(a.decimal(0))),
          java("$cast_string", "BIGNUMERIC", "STRING", a -> Decimals.print(a.decimal(0))),
          java("$cast_string", "BYTES", "STRING", a -> Literals.utf8(a.bytes(0))),
          java("$cast_string", "DATE", "STRING", a -> TimeText.print(a.date(0))),
          java("$cast_string", "TIME", "STRING", a -> TimeText.print(a.time(0))),
          java("$cast_string", "DATETIME", "STRING", a -> TimeText.print(a.datetime(0))),
          java(
              "$cast_string",
              "TIMESTAMP, STRING?",
              "STRING",
              a -> TimeText.printTimestamp(a.whole(0), Timestamps.zone(a, 1))),
          java("$cast_string", "INTERVAL", "STRING", a -> a.interval(0).toString()),
          duck("$cast_string", "JSON", "CAST({0} AS VARCHAR)"),
          java("$cast_bytes", "STRING", "BYTES", a -> a.text(0).getBytes(StandardCharsets.UTF_8)));

  private static final List<Mapping> TO_NUMBERS =
      List.of(
          java("$cast_bool", "STRING", "BOOL", a -> bool(a.text(0))),
          duck("$cast_bool", "INT64", "({0} <> 0)"),
          java("$cast_int64", "STRING", "INT64", a -> Whole.parse(a.text(0))),
          duck("$cast_int64", "BOOL", "CAST({0} AS BIGINT)"),
          java("$cast_int64", "FLOAT64", "INT64", a -> Whole.of(a.real(0))),
          java("$cast_int64", "NUMERIC", "INT64", a -> Whole.of(a.decimal(0))),
          java("$cast_int64", "BIGNUMERIC", "INT64", a -> Whole.of(a.decimal(0))),
          java("$cast_double", "STRING", "FLOAT64", a -> Floats.parse(a.text(0))),
          duck("$cast_double", "INT64", "CAST({0} AS DOUBLE)"),
          java("$cast_double", "NUMERIC", "FLOAT64", a -> a.decimal(0).doubleValue()),
          java("$cast_double", "BIGNUMERIC", "FLOAT64", a -> a.decimal(0).doubleValue()),
          duck("$cast_numeric", "INT64", "CAST({0} AS DECIMAL(38,9))"),
          java("$cast_numeric", "STRING", "NUMERIC", a -> Decimals.NUMERIC.parse(a.text(0))),
          java("$cast_numeric", "FLOAT64", "NUMERIC", a -> Decimals.NUMERIC.of(a.real(0))),
          java("$cast_numeric", "BIGNUMERIC", "NUMERIC", a -> Decimals.NUMERIC.of(a.decimal(0))),
          java(
              "$cast_bignumeric",
              "STRING",
              "BIGNUMERIC",
              a -> Decimals.BIGNUMERIC.parse(a.text(0))),
          java("$cast_bignumeric", "FLOAT64", "BIGNUMERIC", a -> Decimals.BIGNUMERIC.of(a.real(0))),
          java(
              "$cast_bignumeric",
              "INT64",
              "BIGNUMERIC",
              a -> Decimals.BIGNUMERIC.of(BigDecimal.valueOf(a.whole(0)))),
          java(
              "$cast_bignumeric",
              "NUMERIC",
              "BIGNUMERIC",
              a -> Decimals.BIGNUMERIC.of(a.decimal(0))));

  private static final List<Mapping> TO_TIMES =
      List.of(
          java("$cast_date", "STRING", "DATE", a -> TimeText.date(a.text(0))),
          duck("$cast_date", "DATETIME", "CAST({0} AS DATE)"),
          java(
              "$cast_date",
              "TIMESTAMP, STRING?",
              "DATE",
              a -> Timestamps.civil(a, 0, 1).toLocalDate()),
          java("$cast_time", "STRING", "TIME", a -> TimeText.time(a.text(0))),
          duck("$cast_time", "DATETIME", "CAST({0} AS TIME)"),
          java(
              "$cast_time",
              "TIMESTAMP, STRING?",
              "TIME",
              a -> Timestamps.civil(a, 0, 1).toLocalTime()),
          java("$cast_datetime", "STRING", "DATETIME", a -> TimeText.datetime(a.text(0))),
          duck("$cast_datetime", "DATE", "CAST({0} AS TIMESTAMP)"),
          java("$cast_datetime", "TIMESTAMP, STRING?", "DATETIME", a -> Timestamps.civil(a, 0, 1)),
          java(
              "$cast_timestamp",
              "STRING, STRING?",
              "TIMESTAMP",
              a -> TimeText.timestamp(a.text(0), Timestamps.zone(a, 1))),
          java(
              "$cast_timestamp",
              "DATE, STRING?",
              "TIMESTAMP",
              a -> Micros.of(a.date(0).atStartOfDay(), Timestamps.zone(a, 1))),
          java(
              "$cast_timestamp",
              "DATETIME, STRING?",
              "TIMESTAMP",
              a -> Micros.of(a.datetime(0), Timestamps.zone(a, 1))),
          java("$cast_interval", "STRING", "INTERVAL", a -> IntervalText.parse(a.text(0))));

  static final List<Mapping> TABLE =
      Stream.of(TO_TEXT, TO_NUMBERS, TO_TIMES).flatMap(List::stream).toList();

  private Casts() {}

  /// @param safe whether a value that cannot be cast becomes NULL
  public static String cast(Argument value, Type to, boolean safe) {
    Type from = value.type();
    if (from.isArray() && to.isArray()) {
      Type element = to.asArray().getElementType();
      Argument each = new Argument("_c", from.asArray().getElementType(), true);
      String cast = cast(each, element, safe);
      return cast.equals("_c")
          ? value.sql()
          : "CAST(list_transform("
              + value.sql()
              + ", lambda _c: "
              + cast
              + ") AS "
              + TypeSql.of(to)
              + ")";
    }
    if (from.isStruct() && to.isStruct()) {
      return Let.be(List.of(value), v -> struct(v.getFirst(), from.asStruct(), to, safe));
    }
    if (from.getKind() == to.getKind()) {
      return value.sql();
    }
    return Functions.sql(new Call(name(to), List.of(value), to, safe))
        .orElseThrow(() -> Mapping.unsupported("CAST from " + from + " to " + to));
  }

  /// @param zone in which dates and civil times are, or the text is to be
  public static String cast(Argument value, Argument zone, Type to, boolean safe) {
    return Functions.sql(new Call(name(to), List.of(value, zone), to, safe))
        .orElseThrow(
            () -> Mapping.unsupported("CAST from " + value.type() + " to " + to + " AT TIME ZONE"));
  }

  private static String name(Type to) {
    return "$cast_" + to.getKind().name().substring(5).toLowerCase(Locale.ROOT);
  }

  /// Field by field, by their order.
  private static String struct(String value, StructType from, Type to, boolean safe) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < from.getFieldCount(); i++) {
      Argument field = new Argument(TypeSql.field(value, i), from.getField(i).getType(), true);
      fields.add(cast(field, to.asStruct().getField(i).getType(), safe));
    }
    return "CASE WHEN "
        + value
        + " IS NOT NULL THEN "
        + TypeSql.struct(to.asStruct(), fields)
        + " END";
  }

  /// The value as STRING.
  static String toString(Argument value) {
    return cast(value, TypeFactory.createSimpleType(TypeKind.TYPE_STRING), false);
  }

  private static boolean bool(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new EvaluationException("Bad bool value: " + text);
    };
  }
}
