package dev.hayase.pipeline;

import dev.hayase.pipeline.AggregationSettings.Calendar;
import dev.hayase.pipeline.AggregationSettings.Hopping;
import dev.hayase.pipeline.AggregationSettings.Session;
import dev.hayase.pipeline.AggregationSettings.Span;
import dev.hayase.pipeline.AggregationSettings.Tumbling;
import dev.hayase.pipeline.AggregationSettings.Window;
import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Kind;
import dev.hayase.pipeline.yaml.Reading;
import dev.hayase.pipeline.yaml.Section;
import dev.hayase.pipeline.yaml.Values;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/// The keys of an aggregation's `window`.
final class WindowKeys {
  /// Each row counts in so many windows at most, and each of them is state.
  private static final long MOST_WINDOWS = 1_000;

  static final Key<String> ON =
      Key.required(
          "on",
          AggregationText.EXPRESSION,
          "When a row happened: an expression that yields a TIMESTAMP. A row without it is late.");
  static final Key<Duration> TUMBLING =
      Key.optional(
          "tumbling",
          AggregationText.DURATION,
          "Windows of this length, one after the other, from 1970-01-01T00:00Z on.");
  static final Key<Duration> HOPPING =
      Key.optional(
          "hopping",
          AggregationText.DURATION,
          "Windows of this length that overlap: a new one begins `every` so often.");
  static final Key<Duration> EVERY =
      Key.optional("every", AggregationText.DURATION, "When the next hopping window begins.");
  static final Key<Duration> SESSION =
      Key.optional(
          "session",
          AggregationText.DURATION,
          "A window lasts as long as no two events are further apart than this.");
  static final Key<Calendar.Unit> CALENDAR =
      Key.optional(
          "calendar",
          Kind.oneOf(TableKeys.words(Calendar.Unit.values())),
          "Windows as the calendar of `zone` has them, whatever their length: a day that loses or gains an hour is a day,"
              + " a week begins on Monday.");
  static final Key<ZoneId> ZONE =
      Key.optional(
          "zone", AggregationText.ZONE, "Whose calendar that is. Required with `calendar`.");
  static final Key<Duration> GRACE =
      Key.optional(
          "grace",
          AggregationText.DURATION,
          "How long after a window's end it still takes what comes for it. Then it is closed, its state is given up, and"
              + " what comes goes to `agg.<name>.late`. Without it windows never close.");

  static final Section<Window> SECTION =
      new Section<>(
          List.of(ON, TUMBLING, HOPPING, EVERY, SESSION, CALENDAR, ZONE, GRACE),
          WindowKeys::check,
          values -> new Window(values.get(ON), span(values), values.find(GRACE)));

  private WindowKeys() {}

  private static Span span(Values values) {
    if (values.has(TUMBLING)) {
      return new Tumbling(values.get(TUMBLING));
    }
    if (values.has(HOPPING)) {
      return new Hopping(values.get(HOPPING), values.get(EVERY));
    }
    return values.has(SESSION)
        ? new Session(values.get(SESSION))
        : new Calendar(values.get(CALENDAR), values.get(ZONE));
  }

  private static void check(Values values, Reading reading) {
    List<Key<?>> forms =
        List.<Key<?>>of(TUMBLING, HOPPING, SESSION, CALENDAR).stream().filter(values::has).toList();
    if (forms.size() != 1) {
      reading.report(
          forms.isEmpty() ? values.place(TUMBLING) : values.place(forms.getLast()),
          forms.isEmpty() ? "has no form" : "stands beside " + forms.getFirst().name(),
          "Write one of tumbling, hopping, session and calendar");
    }
    checkBeside(values, EVERY, HOPPING, reading);
    checkBeside(values, ZONE, CALENDAR, reading);
    if (values.find(HOPPING).isPresent() && values.find(EVERY).isPresent()) {
      Duration size = values.get(HOPPING);
      Duration every = values.get(EVERY);
      if (every.compareTo(size) > 0) {
        reading.report(
            values.place(EVERY),
            "is longer than the window, so that rows between two windows would not count",
            "Write at most the length of hopping");
      } else if (size.dividedBy(every) > MOST_WINDOWS) {
        reading.report(
            values.place(EVERY),
            "puts each row into " + size.dividedBy(every) + " windows",
            "Write a longer one: " + MOST_WINDOWS + " windows at most");
      }
    }
  }

  private static void checkBeside(Values values, Key<?> key, Key<?> other, Reading reading) {
    if (values.has(other) && !values.has(key)) {
      reading.report(
          values.place(other),
          "needs " + key.name() + " beside it",
          "Write " + key.name() + ", too");
    } else if (values.has(key) && !values.has(other)) {
      reading.report(values.place(key), "is for " + other.name(), "Leave it out");
    }
  }
}
