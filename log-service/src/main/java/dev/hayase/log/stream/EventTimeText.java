package dev.hayase.log.stream;

import dev.hayase.pipeline.TopicSettings.IntegerTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;

/// How a stream's events write their time.
final class EventTimeText {
  private final Optional<IntegerTimes> integers;

  EventTimeText(Optional<IntegerTimes> integers) {
    this.integers = integers;
  }

  /// The time; empty when it is none.
  Optional<Instant> parse(String text, boolean isNumber) {
    try {
      if (!isNumber) {
        return Optional.of(OffsetDateTime.parse(text).toInstant());
      }
      return integers.map(unit -> instant(Long.parseLong(text), unit));
    } catch (DateTimeException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Instant instant(long number, IntegerTimes unit) {
    return switch (unit) {
      case SECONDS -> Instant.ofEpochSecond(number);
      case MILLISECONDS -> Instant.ofEpochMilli(number);
      case MICROSECONDS -> of(number, 1_000_000);
      case NANOSECONDS -> of(number, 1_000_000_000);
    };
  }

  private static Instant of(long number, long perSecond) {
    return Instant.ofEpochSecond(
        Math.floorDiv(number, perSecond),
        Math.floorMod(number, perSecond) * (1_000_000_000 / perSecond));
  }

  String remedy() {
    return "Write it as 2026-11-23T10:00:00+09:00"
        + integers
            .map(unit -> ", or as an integer of " + unit.name().toLowerCase(Locale.ROOT))
            .orElse("; integers need integer-times in the stream's settings");
  }
}
