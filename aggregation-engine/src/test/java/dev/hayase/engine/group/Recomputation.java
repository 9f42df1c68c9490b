package dev.hayase.engine.group;

import dev.hayase.engine.expression.EvaluationException;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.window.Window;
import dev.hayase.engine.window.WindowPlan;
import dev.hayase.engine.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the table of a plan should hold: keeps every contribution that counts in a list, and
/// computes all groups from scratch whenever it is asked.
final class Recomputation {
  private final GroupPlan plan;
  private final List<Taken> taken = new ArrayList<>();
  private final Map<Row, Row> closed = new HashMap<>();
  private final Map<Row, List<Window>> closedSessions = new HashMap<>();
  private Instant now = Instant.EPOCH;
  private int late;

  Recomputation(GroupPlan plan) {
    this.plan = plan;
  }

  /// How many contributions were late, once for each window.
  int late() {
    return late;
  }

  void apply(Row key, Contribution contribution) {
    Windows windows = plan.window().map(each -> each.windows()).orElse(null);
    switch (windows) {
      case null -> taken.add(new Taken(key, null, contribution));
      case Windows.Fixed fixed -> {
        List<Window> into = contribution.time() == null ? List.of() : fixed.at(contribution.time());
        late += into.isEmpty() ? 1 : 0;
        for (Window window : into) {
          if (isClosed(window)) {
            late++;
          } else {
            taken.add(new Taken(key, window, contribution));
          }
        }
      }
      case Windows.Session session -> {
        if (contribution.time() == null || isLate(key, contribution.time(), session)) {
          late++;
        } else {
          taken.add(new Taken(key, null, contribution));
        }
      }
    }
  }

  private boolean isLate(Row key, Instant time, Windows.Session session) {
    List<Window> near = new ArrayList<>(sessions(key, session).keySet());
    near.addAll(closedSessions.getOrDefault(key, List.of()));
    near.removeIf(each ->
        time.isBefore(each.start().minus(session.gap()))
            || time.isAfter(each.end().plus(session.gap())));
    if (near.isEmpty()) {
      near.add(new Window(time, time));
    }
    return near.stream().anyMatch(this::isClosed);
  }

  void advance(Instant through) {
    if (!through.isAfter(now)) {
      return;
    }
    now = through;
    // What closes now stays as it is.
    for (Map.Entry<Place, List<Contribution>> group : groups().entrySet()) {
      Place place = group.getKey();
      if (place.window != null && isClosed(place.window)) {
        Row primaryKey = Results.primaryKey(place.key, place.window);
        row(place, group.getValue()).ifPresent(row -> closed.put(primaryKey, row));
        closedSessions.computeIfAbsent(place.key, _ -> new ArrayList<>()).add(place.window);
      }
    }
    taken.removeIf(each -> isOver(each));
  }

  private boolean isOver(Taken each) {
    if (each.window != null) {
      return isClosed(each.window);
    }
    Instant time = each.contribution.time();
    return time != null
        && closedSessions.getOrDefault(each.key, List.of()).stream()
            .anyMatch(window -> !time.isBefore(window.start()) && !time.isAfter(window.end()));
  }

  /// Primary keys and rows.
  Map<Row, Row> table() {
    Map<Row, Row> table = new HashMap<>(closed);
    groups()
        .forEach((place, rows) ->
            row(place, rows)
                .ifPresent(row -> table.put(Results.primaryKey(place.key, place.window), row)));
    return table;
  }

  /// The rows of a group's windows that are not closed, or not for more than seven days.
  List<Row> readable(String key) {
    return table().entrySet().stream()
        .filter(each -> key.equals(each.getKey().get(0)))
        .filter(each -> !closed.containsKey(each.getKey()) || isReadable(each.getValue()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private boolean isReadable(Row row) {
    Instant start = (Instant) row.get(1);
    Instant end = (Instant) row.get(2);
    if (start == null || end == null) {
      throw new IllegalStateException("A window has bounds");
    }
    return !isOver(new Window(start, end.plus(Duration.ofDays(7))));
  }

  private Map<Place, List<Contribution>> groups() {
    Map<Place, List<Contribution>> groups = new LinkedHashMap<>();
    if (plan.window().isPresent() && plan.window().get().windows() instanceof Windows.Session gap) {
      taken.stream()
          .map(Taken::key)
          .distinct()
          .forEach(key ->
              sessions(key, gap)
                  .forEach((window, rows) -> groups.put(new Place(key, window), rows)));
      return groups;
    }
    taken.stream()
        .map(each -> new Place(each.key, each.window))
        .distinct()
        .forEach(place ->
            groups.put(
                place,
                net(
                    taken.stream()
                        .filter(each -> place.equals(new Place(each.key, each.window)))
                        .toList())));
    return groups;
  }

  private Map<Window, List<Contribution>> sessions(Row key, Windows.Session session) {
    List<Contribution> rows =
        new ArrayList<>(net(taken.stream().filter(each -> each.key.equals(key)).toList()));
    rows.sort(Comparator.comparing(Recomputation::time));
    Map<Window, List<Contribution>> sessions = new LinkedHashMap<>();
    List<Contribution> current = new ArrayList<>();
    for (Contribution row : rows) {
      if (!current.isEmpty()
          && Duration.between(time(current.getLast()), time(row)).compareTo(session.gap()) > 0) {
        sessions.put(new Window(time(current.getFirst()), time(current.getLast())), current);
        current = new ArrayList<>();
      }
      current.add(row);
    }
    if (!current.isEmpty()) {
      sessions.put(new Window(time(current.getFirst()), time(current.getLast())), current);
    }
    return sessions;
  }

  private static Instant time(Contribution contribution) {
    Instant time = contribution.time();
    if (time == null) {
      throw new IllegalStateException("Contributions without a time are late");
    }
    return time;
  }

  /// Those that were added and not taken back.
  private static List<Contribution> net(List<Taken> taken) {
    List<Contribution> rows = new ArrayList<>();
    for (Taken each : taken) {
      if (each.contribution.weight() > 0) {
        rows.add(each.contribution);
      }
    }
    for (Taken each : taken) {
      if (each.contribution.weight() < 0) {
        for (int i = 0; i < rows.size(); i++) {
          if (same(rows.get(i), each.contribution)) {
            rows.remove(i);
            break;
          }
        }
      }
    }
    return rows;
  }

  private static boolean same(Contribution one, Contribution other) {
    return Arrays.equals(one.id(), other.id())
        && Arrays.equals(one.order(), other.order())
        && one.inputs().equals(other.inputs())
        && (one.time() == null ? other.time() == null : one.time().equals(other.time()));
  }

  private Optional<Row> row(Place place, List<Contribution> rows) {
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < place.key.size(); i++) {
      values.add(place.key.get(i));
    }
    if (place.window != null) {
      values.add(place.window.start());
      values.add(place.window.end());
      values.add(!isOver(place.window));
    }
    int head = values.size();
    Instant at = place.window != null && isClosed(place.window) ? over(place.window) : now;
    try {
      Row computed = FromScratch.values(plan, rows, at);
      for (int i = 0; i < computed.size(); i++) {
        values.add(computed.get(i));
      }
      Row result = new Row(values.toArray());
      List<@Nullable Object> output = new ArrayList<>(values.subList(0, head));
      plan.columns().forEach(each -> output.add(each.evaluate(result, at)));
      return Optional.of(new Row(output.toArray()));
    } catch (EvaluationException e) {
      return Optional.empty();
    }
  }

  private boolean isClosed(Window window) {
    return plan.window().orElseThrow().grace().isPresent() && isOver(window);
  }

  private boolean isOver(Window window) {
    return !now.isBefore(over(window));
  }

  private Instant over(Window window) {
    WindowPlan windowPlan = plan.window().orElseThrow();
    Instant end = window.end().plus(windowPlan.grace().orElse(Duration.ZERO));
    return windowPlan.windows() instanceof Windows.Session session ? end.plus(session.gap()) : end;
  }

  private record Place(Row key, @Nullable Window window) {}

  private record Taken(Row key, @Nullable Window window, Contribution contribution) {}
}
