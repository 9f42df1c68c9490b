package dev.hayase.emulator.control;

import com.google.gson.JsonObject;
import dev.hayase.emulator.clock.EmulatorClock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Reads, sets, advances and unsets the clock.
final class ClockCalls {
  private final EmulatorClock clock;

  ClockCalls(EmulatorClock clock) {
    this.clock = clock;
  }

  JsonObject get() {
    JsonObject json = new JsonObject();
    json.addProperty("now", clock.instant().toString());
    switch (clock.reading()) {
      case EmulatorClock.Standing _ -> json.addProperty("runs", false);
      case EmulatorClock.Running(Duration ahead) -> {
        json.addProperty("runs", true);
        json.addProperty("ahead", ahead.toString());
      }
    }
    return json;
  }

  /// Sets it (`now`) or advances it (`advance`).
  JsonObject change(JsonObject body) {
    Definition definition = new Definition(body);
    Optional<String> now = definition.text("now");
    Optional<String> advance = definition.text("advance");
    definition.requireNothingElse("the clock");
    if (now.isPresent() == advance.isPresent()) {
      throw RefusedException.malformed("the clock takes one key: write either 'now' or 'advance'");
    }
    now.ifPresent(text -> clock.set(instant(text)));
    advance.ifPresent(this::advance);
    return get();
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw RefusedException.key("now", text, "is no instant: write 2026-01-31T12:00:00Z");
    }
  }

  private void advance(String text) {
    Duration duration =
        DurationText.parse(text)
            .orElseThrow(() ->
                RefusedException.key("advance", text, "is no duration: write 30s, 10m, 2h or 4d"));
    try {
      clock.advance(duration);
    } catch (DateTimeException | ArithmeticException _) {
      throw RefusedException.key("advance", text, "leads out of time: write a shorter duration");
    }
  }

  JsonObject unset() {
    clock.unset();
    return get();
  }
}
