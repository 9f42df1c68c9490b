package dev.hayase.emulator.googlesql.functions;

import static dev.hayase.emulator.googlesql.functions.Mapping.java;

import dev.hayase.emulator.googlesql.value.TimeFormat;
import dev.hayase.emulator.googlesql.value.TimeParser;
import dev.hayase.emulator.googlesql.value.TimeText;
import java.util.List;
import java.util.stream.Stream;

/// Dates and times from text and to text.
final class TimeTexts {
  private static final List<Mapping> OWN =
      List.of(
          java("date", "STRING", "DATE", a -> TimeText.date(a.text(0))),
          java("datetime", "STRING", "DATETIME", a -> TimeText.datetime(a.text(0))),
          java("string", "DATE", "STRING", a -> TimeText.print(a.date(0))),
          java("string", "TIME", "STRING", a -> TimeText.print(a.time(0))),
          java("string", "DATETIME", "STRING", a -> TimeText.print(a.datetime(0))),
          java("format_date", "STRING, DATE", "STRING", a -> TimeFormat.date(a.text(0), a.date(1))),
          java("format_time", "STRING, TIME", "STRING", a -> TimeFormat.time(a.text(0), a.time(1))),
          java("parse_date", "STRING, STRING", "DATE", a -> TimeParser.date(a.text(0), a.text(1))),
          java("parse_time", "STRING, STRING", "TIME", a -> TimeParser.time(a.text(0), a.text(1))),
          java(
              "parse_datetime",
              "STRING, STRING",
              "DATETIME",
              a -> TimeParser.datetime(a.text(0), a.text(1))),
          java(
              "parse_timestamp",
              "STRING, STRING, STRING?",
              "TIMESTAMP",
              a -> TimeParser.timestamp(a.text(0), a.text(1), Timestamps.zone(a, 2))));

  static final List<Mapping> TABLE =
      Stream.concat(
              OWN.stream(),
              Stream.of("format_date", "format_datetime", "format_timestamp")
                  .flatMap(TimeTexts::shared))
          .toList();

  private TimeTexts() {}

  private static Stream<Mapping> shared(String name) {
    return Stream.of(
        java(
            name, "STRING, DATETIME", "STRING", a -> TimeFormat.datetime(a.text(0), a.datetime(1))),
        java(
            name,
            "STRING, TIMESTAMP, STRING?",
            "STRING",
            a -> TimeFormat.timestamp(a.text(0), a.whole(1), Timestamps.zone(a, 2))));
  }
}
