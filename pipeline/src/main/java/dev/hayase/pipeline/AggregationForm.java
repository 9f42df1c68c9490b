package dev.hayase.pipeline;

import dev.hayase.pipeline.AggregationSettings.Join;
import dev.hayase.pipeline.yaml.Entry;
import dev.hayase.pipeline.yaml.Key;
import dev.hayase.pipeline.yaml.Reading;
import dev.hayase.pipeline.yaml.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How the keys of one aggregation go together.
final class AggregationForm {
  /// What every result with a window has.
  private static final Set<String> OF_WINDOWS = Set.of("window_start", "window_end", "window_open");

  /// What stands for the time in expressions.
  private static final String NOW = "now";

  private final Values values;
  private final Reading reading;

  AggregationForm(Values values, Reading reading) {
    this.values = values;
    this.reading = reading;
  }

  void check() {
    checkShape();
    checkNames();
    checkAliases();
    TableKeys.check(values, Optional.of(TableSettings.Mode.MIRROR), reading);
  }

  private void checkShape() {
    List<Key<?>> shapes =
        List.<Key<?>>of(AggregationKeys.LATEST, AggregationKeys.MEASURES, AggregationKeys.JAVA)
            .stream()
            .filter(values::has)
            .toList();
    if (shapes.size() != 1) {
      reading.report(
          values.place(shapes.isEmpty() ? AggregationKeys.MEASURES : shapes.getLast()),
          shapes.isEmpty() ? "computes nothing" : "stands beside " + shapes.getFirst().name(),
          "Write one of latest, measures and java");
      return;
    }
    if (values.has(AggregationKeys.LATEST)) {
      for (Key<?> key : List.of(AggregationKeys.GROUP_BY, AggregationKeys.WINDOW)) {
        if (values.has(key)) {
          reading.report(values.place(key), "does not go with latest", "Leave it out");
        }
      }
      values
          .find(AggregationKeys.LATEST)
          .filter(latest -> latest.by().isEmpty())
          .ifPresent(_ ->
              reading.report(
                  values.place(AggregationKeys.LATEST),
                  "names no key",
                  "Write by: with one column at least"));
    } else if (!values.has(AggregationKeys.WINDOW)
        && values.find(AggregationKeys.GROUP_BY).filter(List::isEmpty).isPresent()) {
      reading.report(
          values.place(AggregationKeys.GROUP_BY),
          "has neither groups nor a window",
          "Write group-by: or window:");
    } else if (values.has(AggregationKeys.MEASURES)
        && values.find(AggregationKeys.MEASURES).filter(List::isEmpty).isPresent()) {
      reading.report(
          values.place(AggregationKeys.MEASURES), "measures nothing", "Write at least one");
    }
  }

  /// BigQuery tells columns apart without regard to case.
  private void checkNames() {
    Set<String> taken = new HashSet<>();
    for (Entry<?> entry : named()) {
      String name = entry.name().toLowerCase(Locale.ROOT);
      if (!AggregationText.isName(entry.name())) {
        reading.report(
            entry.place(),
            "is no name for a column",
            "Write name: expression, with a name of letters, digits and underscores, not a digit first");
      } else if (name.equals(NOW)) {
        reading.report(entry.place(), "stands for the time in expressions", "Give it another name");
      } else if (OF_WINDOWS.contains(name) && values.has(AggregationKeys.WINDOW)) {
        reading.report(
            entry.place(),
            "is a column that every window has",
            "Give it another name, or leave it out");
      } else if (!taken.add(name)) {
        reading.report(
            entry.place(), "is the name of two columns", "Give one of the two another name");
      }
    }
  }

  private List<Entry<?>> named() {
    List<Entry<?>> entries = new ArrayList<>();
    values.find(AggregationKeys.LATEST).ifPresent(latest -> entries.addAll(latest.by()));
    values.find(AggregationKeys.GROUP_BY).ifPresent(entries::addAll);
    values.find(AggregationKeys.MEASURES).ifPresent(entries::addAll);
    values.find(AggregationKeys.COLUMNS).ifPresent(entries::addAll);
    return entries;
  }

  private void checkAliases() {
    Set<String> taken = new HashSet<>(Set.of(NOW));
    for (Join join : values.find(AggregationKeys.JOIN).orElse(List.of())) {
      if (!taken.add(join.as())) {
        reading.report(
            values.place(AggregationKeys.JOIN),
            "uses the name " + join.as() + " for two things",
            "Give each joined table another name under as");
      }
      if (join.on().isEmpty()) {
        reading.report(
            values.place(AggregationKeys.JOIN),
            "has an empty on",
            "Write one expression for each column of the primary key of " + join.topic());
      }
    }
  }
}
