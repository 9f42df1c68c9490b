package dev.hayase.emulator.googlesql.functions;

import static dev.hayase.emulator.googlesql.functions.Mapping.duck;
import static dev.hayase.emulator.googlesql.functions.Mapping.java;

import dev.hayase.emulator.googlesql.value.DateParts;
import dev.hayase.emulator.googlesql.value.EvaluationException;
import dev.hayase.emulator.googlesql.value.Micros;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// DATE, TIME and DATETIME: the civil types, which know no time zone. The functions of one of them
/// take the others' values too (DATE_ADD of a DATETIME), as ZetaSQL's signatures have it.
final class Dates {
  private static final List<Mapping> DATES =
      List.of(
          duck("date", "DATE", "{0}"),
          java(
              "date", "INT64, INT64, INT64", "DATE", a -> date(a.whole(0), a.whole(1), a.whole(2))),
          java("date", "TIMESTAMP, STRING?", "DATE", a -> Timestamps.civil(a, 0, 1).toLocalDate()),
          duck("date", "DATETIME", "CAST({0} AS DATE)"),
          java(
              "date_diff",
              "DATE, DATE, ENUM",
              "INT64",
              a -> DateParts.diff(a.date(0), a.date(1), a.text(2))),
          java("date_trunc", "DATE, ENUM", "DATE", a -> DateParts.trunc(a.date(0), a.text(1))),
          java(
              "last_day",
              "DATE, ENUM?",
              "DATE",
              a -> DateParts.lastDay(a.date(0), a.text(1, "MONTH"))),
          java(
              "last_day",
              "DATETIME, ENUM?",
              "DATE",
              a -> DateParts.lastDay(a.datetime(0).toLocalDate(), a.text(1, "MONTH"))),
          java("date_from_unix_date", "INT64", "DATE", a -> day(a.whole(0))),
          java("unix_date", "DATE", "INT64", a -> a.date(0).toEpochDay()),
          java("$add", "DATE, INT64", "DATE", a -> DateParts.add(a.date(0), a.whole(1), "DAY")),
          java("$add", "INT64, DATE", "DATE", a -> DateParts.add(a.date(1), a.whole(0), "DAY")),
          java(
              "$subtract",
              "DATE, INT64",
              "DATE",
              a -> DateParts.add(a.date(0), Math.negateExact(a.whole(1)), "DAY")),
          java(
              "generate_date_array",
              "DATE, DATE, INT64?, ENUM?",
              "ARRAY<DATE>",
              a -> series(a.date(0), a.date(1), a.whole(2, 1), a.text(3, "DAY"))),
          java(
              "$extract",
              "DATE, ENUM",
              "INT64",
              a -> DateParts.extract(a.date(0).atStartOfDay(), a.text(1))));

  private static final List<Mapping> DATETIMES =
      List.of(
          duck("datetime", "DATETIME", "{0}"),
          duck("datetime", "DATE", "CAST({0} AS TIMESTAMP)"),
          duck("datetime", "DATE, TIME", "({0} + {1})"),
          java(
              "datetime",
              "INT64, INT64, INT64, INT64, INT64, INT64",
              "DATETIME",
              a ->
                  date(a.whole(0), a.whole(1), a.whole(2))
                      .atTime(time(a.whole(3), a.whole(4), a.whole(5)))),
          java("datetime", "TIMESTAMP, STRING?", "DATETIME", a -> Timestamps.civil(a, 0, 1)),
          java(
              "$extract",
              "DATETIME, ENUM",
              "INT64",
              a -> DateParts.extract(a.datetime(0), a.text(1))),
          duck("$extract_date", "DATETIME", "CAST({0} AS DATE)"),
          duck("$extract_time", "DATETIME", "CAST({0} AS TIME)"));

  private static final List<Mapping> TIMES =
      List.of(
          duck("time", "TIME", "{0}"),
          duck("time", "DATETIME", "CAST({0} AS TIME)"),
          java(
              "time", "INT64, INT64, INT64", "TIME", a -> time(a.whole(0), a.whole(1), a.whole(2))),
          java("time", "TIMESTAMP, STRING?", "TIME", a -> Timestamps.civil(a, 0, 1).toLocalTime()),
          java(
              "time_add",
              "TIME, INT64, ENUM",
              "TIME",
              a -> DateParts.add(a.time(0), a.whole(1), a.text(2))),
          java(
              "time_sub",
              "TIME, INT64, ENUM",
              "TIME",
              a -> DateParts.add(a.time(0), Math.negateExact(a.whole(1)), a.text(2))),
          java(
              "time_diff",
              "TIME, TIME, ENUM",
              "INT64",
              a ->
                  DateParts.diff(
                      a.time(0).atDate(LocalDate.EPOCH),
                      a.time(1).atDate(LocalDate.EPOCH),
                      a.text(2))),
          java("time_trunc", "TIME, ENUM", "TIME", a -> DateParts.trunc(a.time(0), a.text(1))),
          java(
              "$extract",
              "TIME, ENUM",
              "INT64",
              a -> DateParts.extract(a.time(0).atDate(LocalDate.EPOCH), a.text(1))));

  static final List<Mapping> TABLE =
      Stream.of(
              DATES.stream(),
              DATETIMES.stream(),
              TIMES.stream(),
              Stream.of("date", "datetime", "timestamp").flatMap(Dates::shared))
          .flatMap(rows -> rows)
          .toList();

  private Dates() {}

  /// What the functions named for any of the three types do with a date or datetime.
  private static Stream<Mapping> shared(String type) {
    return Stream.of(
        java(
            type + "_add",
            "DATE, INT64, ENUM",
            "DATE",
            a -> DateParts.add(a.date(0), a.whole(1), a.text(2))),
        java(
            type + "_sub",
            "DATE, INT64, ENUM",
            "DATE",
            a -> DateParts.add(a.date(0), Math.negateExact(a.whole(1)), a.text(2))),
        java(
            type + "_add",
            "DATETIME, INT64, ENUM",
            "DATETIME",
            a -> DateParts.add(a.datetime(0), a.whole(1), a.text(2))),
        java(
            type + "_sub",
            "DATETIME, INT64, ENUM",
            "DATETIME",
            a -> DateParts.add(a.datetime(0), Math.negateExact(a.whole(1)), a.text(2))),
        java(
            type + "_diff",
            "DATETIME, DATETIME, ENUM",
            "INT64",
            a -> DateParts.diff(a.datetime(0), a.datetime(1), a.text(2))),
        java(
            type + "_trunc",
            "DATETIME, ENUM",
            "DATETIME",
            a -> DateParts.trunc(a.datetime(0), a.text(1))));
  }

  private static LocalDate date(long year, long month, long day) {
    try {
      if (year >= 1 && year <= 9999) {
        return LocalDate.of((int) year, Math.toIntExact(month), Math.toIntExact(day));
      }
    } catch (DateTimeException | ArithmeticException e) {
      // said below
    }
    throw new EvaluationException(
        "Input calculates to invalid date: " + year + "-" + month + "-" + day);
  }

  private static LocalTime time(long hour, long minute, long second) {
    try {
      return LocalTime.of(Math.toIntExact(hour), Math.toIntExact(minute), Math.toIntExact(second));
    } catch (DateTimeException | ArithmeticException e) {
      throw new EvaluationException(
          "Input calculates to invalid time: " + hour + ":" + minute + ":" + second);
    }
  }

  private static LocalDate day(long days) {
    if (days < -719_162 || days > 2_932_896) {
      throw new EvaluationException(
          "DATE_FROM_UNIX_DATE range is -719162 to 2932896 but saw " + days);
    }
    return LocalDate.ofEpochDay(days);
  }

  private static List<LocalDate> series(LocalDate from, LocalDate to, long step, String part) {
    if (step == 0) {
      throw new EvaluationException("Sequence step cannot be 0.");
    }
    List<LocalDate> dates = new ArrayList<>();
    LocalDate date = from;
    for (long i = 1; step > 0 ? !date.isAfter(to) : !date.isBefore(to); i++) {
      dates.add(date);
      try {
        date = DateParts.add(from, i * step, part);
      } catch (EvaluationException e) {
        break;
      }
    }
    return dates;
  }

  /// @see Micros
  static List<Long> series(long from, long to, long step, String part) {
    if (step == 0) {
      throw new EvaluationException("Sequence step cannot be 0.");
    }
    List<Long> timestamps = new ArrayList<>();
    long at = from;
    while (step > 0 ? at <= to : at >= to) {
      timestamps.add(at);
      if (timestamps.size() > 1_000_000) {
        throw new EvaluationException("GENERATE_TIMESTAMP_ARRAY yields too many elements");
      }
      at = DateParts.addToTimestamp(at, step, part);
    }
    return timestamps;
  }
}
