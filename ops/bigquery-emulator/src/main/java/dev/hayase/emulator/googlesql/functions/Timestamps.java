package dev.hayase.emulator.googlesql.functions;

import static dev.hayase.emulator.googlesql.functions.Mapping.duck;
import static dev.hayase.emulator.googlesql.functions.Mapping.java;

import dev.hayase.emulator.googlesql.value.Arguments;
import dev.hayase.emulator.googlesql.value.DateParts;
import dev.hayase.emulator.googlesql.value.Micros;
import dev.hayase.emulator.googlesql.value.TimeText;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;

/// TIMESTAMP: points in time, taken apart in UTC or in the time zone that a call names.
final class Timestamps {
  private static final List<Mapping> OWN =
      List.of(
          duck("timestamp", "TIMESTAMP", "{0}"),
          java(
              "timestamp",
              "STRING, STRING?",
              "TIMESTAMP",
              a -> TimeText.timestamp(a.text(0), zone(a, 1))),
          java(
              "timestamp",
              "DATE, STRING?",
              "TIMESTAMP",
              a -> Micros.of(a.date(0).atStartOfDay(), zone(a, 1))),
          java(
              "timestamp",
              "DATETIME, STRING?",
              "TIMESTAMP",
              a -> Micros.of(a.datetime(0), zone(a, 1))),
          java(
              "string",
              "TIMESTAMP, STRING?",
              "STRING",
              a -> TimeText.printTimestamp(a.whole(0), zone(a, 1))),
          java("timestamp_seconds", "INT64", "TIMESTAMP", a -> of(a.whole(0), 1_000_000)),
          java("timestamp_millis", "INT64", "TIMESTAMP", a -> of(a.whole(0), 1000)),
          java("timestamp_micros", "INT64", "TIMESTAMP", a -> of(a.whole(0), 1)),
          java("timestamp_from_unix_seconds", "INT64", "TIMESTAMP", a -> of(a.whole(0), 1_000_000)),
          java("timestamp_from_unix_millis", "INT64", "TIMESTAMP", a -> of(a.whole(0), 1000)),
          java("timestamp_from_unix_micros", "INT64", "TIMESTAMP", a -> of(a.whole(0), 1)),
          java("unix_seconds", "TIMESTAMP", "INT64", a -> Math.floorDiv(a.whole(0), 1_000_000L)),
          java("unix_millis", "TIMESTAMP", "INT64", a -> Math.floorDiv(a.whole(0), 1000L)),
          duck("unix_micros", "TIMESTAMP", "epoch_us({0})"),
          java(
              "generate_timestamp_array",
              "TIMESTAMP, TIMESTAMP, INT64, ENUM",
              "ARRAY<TIMESTAMP>",
              a -> Dates.series(a.whole(0), a.whole(1), a.whole(2), a.text(3))),
          java(
              "$extract",
              "TIMESTAMP, ENUM, STRING?",
              "INT64",
              a -> DateParts.extract(civil(a, 0, 2), a.text(1))),
          java("$extract_date", "TIMESTAMP, STRING?", "DATE", a -> civil(a, 0, 1).toLocalDate()),
          java("$extract_time", "TIMESTAMP, STRING?", "TIME", a -> civil(a, 0, 1).toLocalTime()),
          java("$extract_datetime", "TIMESTAMP, STRING?", "DATETIME", a -> civil(a, 0, 1)));

  static final List<Mapping> TABLE =
      Stream.concat(
              OWN.stream(), Stream.of("date", "datetime", "timestamp").flatMap(Timestamps::shared))
          .toList();

  private Timestamps() {}

  private static Stream<Mapping> shared(String type) {
    return Stream.of(
        java(
            type + "_add",
            "TIMESTAMP, INT64, ENUM",
            "TIMESTAMP",
            a -> DateParts.addToTimestamp(a.whole(0), a.whole(1), a.text(2))),
        java(
            type + "_sub",
            "TIMESTAMP, INT64, ENUM",
            "TIMESTAMP",
            a -> DateParts.addToTimestamp(a.whole(0), Math.negateExact(a.whole(1)), a.text(2))),
        java(
            type + "_diff",
            "TIMESTAMP, TIMESTAMP, ENUM",
            "INT64",
            a -> DateParts.diffOfTimestamps(a.whole(0), a.whole(1), a.text(2))),
        java(
            type + "_trunc",
            "TIMESTAMP, ENUM, STRING?",
            "TIMESTAMP",
            a -> DateParts.truncTimestamp(a.whole(0), a.text(1), zone(a, 2))));
  }

  private static long of(long count, long micros) {
    return Micros.inRange(Math.multiplyExact(count, micros));
  }

  /// The time zone that is argument `i`, or UTC.
  static ZoneId zone(Arguments arguments, int i) {
    return i < arguments.size() ? Micros.zone(arguments.text(i)) : ZoneOffset.UTC;
  }

  static LocalDateTime civil(Arguments arguments, int timestamp, int zone) {
    ZonedDateTime at =
        Micros.datetime(arguments.whole(timestamp))
            .atOffset(ZoneOffset.UTC)
            .atZoneSameInstant(zone(arguments, zone));
    return at.toLocalDateTime();
  }
}
