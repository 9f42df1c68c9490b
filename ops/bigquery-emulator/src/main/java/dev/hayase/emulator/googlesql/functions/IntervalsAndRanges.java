package dev.hayase.emulator.googlesql.functions;

import static dev.hayase.emulator.googlesql.functions.Mapping.duck;
import static dev.hayase.emulator.googlesql.functions.Mapping.java;
import static dev.hayase.emulator.googlesql.functions.Mapping.written;

import com.google.zetasql.Type;
import com.google.zetasql.TypeFactory;
import com.google.zetasql.ZetaSQLType.TypeKind;
import dev.hayase.emulator.googlesql.value.DateParts;
import dev.hayase.emulator.googlesql.value.EvaluationException;
import dev.hayase.emulator.googlesql.value.Intervals;
import dev.hayase.emulator.googlesql.value.Micros;
import dev.hayase.emulator.row.Interval;
import java.time.LocalDateTime;
import java.util.List;

/// INTERVAL and RANGE. A range's unbounded end is infinity in DuckDB, NULL in GoogleSQL.
final class IntervalsAndRanges {
  static final List<Mapping> TABLE =
      List.of(
          java("$interval", "INT64, ENUM", "INTERVAL", a -> Intervals.of(a.whole(0), a.text(1))),
          java(
              "$extract", "INTERVAL, ENUM", "INT64", a -> Intervals.part(a.interval(0), a.text(1))),
          java("$unary_minus", "INTERVAL", "INTERVAL", a -> Intervals.times(a.interval(0), -1)),
          java(
              "$multiply",
              "INTERVAL, INT64",
              "INTERVAL",
              a -> Intervals.times(a.interval(0), a.whole(1))),
          java(
              "$multiply",
              "INT64, INTERVAL",
              "INTERVAL",
              a -> Intervals.times(a.interval(1), a.whole(0))),
          java(
              "$add",
              "INTERVAL, INTERVAL",
              "INTERVAL",
              a -> Intervals.plus(a.interval(0), a.interval(1))),
          java(
              "$subtract",
              "INTERVAL, INTERVAL",
              "INTERVAL",
              a -> Intervals.plus(a.interval(0), Intervals.times(a.interval(1), -1))),
          java(
              "$add",
              "DATE, INTERVAL",
              "DATETIME",
              a -> DateParts.add(a.date(0).atStartOfDay(), a.interval(1))),
          java(
              "$add",
              "INTERVAL, DATE",
              "DATETIME",
              a -> DateParts.add(a.date(1).atStartOfDay(), a.interval(0))),
          java(
              "$add",
              "DATETIME, INTERVAL",
              "DATETIME",
              a -> DateParts.add(a.datetime(0), a.interval(1))),
          java(
              "$add",
              "INTERVAL, DATETIME",
              "DATETIME",
              a -> DateParts.add(a.datetime(1), a.interval(0))),
          java("$add", "TIMESTAMP, INTERVAL", "TIMESTAMP", a -> plus(a.whole(0), a.interval(1))),
          java("$add", "INTERVAL, TIMESTAMP", "TIMESTAMP", a -> plus(a.whole(1), a.interval(0))),
          java(
              "$subtract",
              "DATE, INTERVAL",
              "DATETIME",
              a -> DateParts.add(a.date(0).atStartOfDay(), Intervals.times(a.interval(1), -1))),
          java(
              "$subtract",
              "DATETIME, INTERVAL",
              "DATETIME",
              a -> DateParts.add(a.datetime(0), Intervals.times(a.interval(1), -1))),
          java(
              "$subtract",
              "TIMESTAMP, INTERVAL",
              "TIMESTAMP",
              a -> plus(a.whole(0), Intervals.times(a.interval(1), -1))),
          java(
              "$subtract",
              "DATE, DATE",
              "INTERVAL",
              a -> Intervals.of(DateParts.diff(a.date(0), a.date(1), "DAY"), "DAY")),
          java(
              "$subtract",
              "DATETIME, DATETIME",
              "INTERVAL",
              a -> between(a.datetime(0), a.datetime(1))),
          java(
              "$subtract",
              "TIMESTAMP, TIMESTAMP",
              "INTERVAL",
              a -> Intervals.of(a.whole(0) - a.whole(1), "MICROSECOND")),
          java(
              "$subtract",
              "TIME, TIME",
              "INTERVAL",
              a ->
                  Intervals.of(
                      (a.time(0).toNanoOfDay() - a.time(1).toNanoOfDay()) / 1000, "MICROSECOND")),
          java(
              "make_interval",
              "INT64, INT64, INT64, INT64, INT64, INT64",
              "INTERVAL",
              a ->
                  Intervals.make(
                      a.whole(0), a.whole(1), a.whole(2), a.whole(3), a.whole(4), a.whole(5))),
          java("justify_days", "INTERVAL", "INTERVAL", a -> Intervals.justifyDays(a.interval(0))),
          java("justify_hours", "INTERVAL", "INTERVAL", a -> Intervals.justifyHours(a.interval(0))),
          java("justify_interval", "INTERVAL", "INTERVAL", a -> Intervals.justify(a.interval(0))),
          written("range", "ANY, ANY", IntervalsAndRanges::range),
          duck("range_start", "RANGE", "CASE WHEN isfinite({0}.\"start\") THEN {0}.\"start\" END"),
          duck("range_end", "RANGE", "CASE WHEN isfinite({0}.\"end\") THEN {0}.\"end\" END"),
          duck("range_is_start_unbounded", "RANGE", "(NOT isfinite(({0}).\"start\"))"),
          duck("range_is_end_unbounded", "RANGE", "(NOT isfinite(({0}).\"end\"))"),
          duck(
              "range_overlaps",
              "RANGE, RANGE",
              "({0}.\"start\" < {1}.\"end\" AND {1}.\"start\" < {0}.\"end\")"),
          duck(
              "range_contains",
              "RANGE, RANGE",
              "({0}.\"start\" <= {1}.\"start\" AND {1}.\"end\" <= {0}.\"end\")"),
          duck("range_contains", "RANGE, ANY", "({0}.\"start\" <= {1} AND {1} < {0}.\"end\")"));

  private IntervalsAndRanges() {}

  private static long plus(long timestamp, Interval interval) {
    if (interval.months() != 0) {
      throw new EvaluationException(
          "TIMESTAMP +/- INTERVAL is not supported for intervals with non-zero MONTH or YEAR part.");
    }
    return Micros.inRange(
        Math.addExact(
            timestamp, Math.addExact(interval.days() * 86_400_000_000L, interval.micros())));
  }

  private static Interval between(LocalDateTime a, LocalDateTime b) {
    long micros = Micros.of(a) - Micros.of(b);
    long day = 86_400_000_000L;
    return Intervals.plus(
        Intervals.of(micros / day, "DAY"), Intervals.of(micros % day, "MICROSECOND"));
  }

  /// The start has to be before the end.
  private static String range(Call call) {
    Type type = call.type(0);
    String duckType = TypeSql.of(type);
    Argument start = bound(call.sql(0), "-infinity", type);
    Argument end = bound(call.sql(1), "infinity", type);
    Argument message =
        new Argument(
            "'Range start element must be smaller than range end element'",
            TypeFactory.createSimpleType(TypeKind.TYPE_STRING),
            true);
    String error = Functions.of("error", type, call.safe(), List.of(message));
    return Let.be(
        List.of(start, end),
        v ->
            "struct_pack(\"start\" := "
                + v.get(0)
                + ", \"end\" := CASE WHEN "
                + v.get(0)
                + " < "
                + v.get(1)
                + " THEN "
                + v.get(1)
                + " ELSE CAST(CAST("
                + error
                + " AS VARCHAR) AS "
                + duckType
                + ") END)");
  }

  private static Argument bound(String sql, String unbounded, Type type) {
    return new Argument(
        "coalesce(" + sql + ", CAST('" + unbounded + "' AS " + TypeSql.of(type) + "))",
        type,
        false);
  }
}
