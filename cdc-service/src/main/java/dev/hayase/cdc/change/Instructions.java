package dev.hayase.cdc.change;

import dev.hayase.event.topic.ChangeTopic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What operators have ordered of a capture and holds on, and how far that is.
///
/// @param pausedSince present while the source is not to be read
/// @param removed topics of tables that are not to be captured, though the source's patterns take
///   them in
/// @param runs the tables to be read anew, one after the other
public record Instructions(
    Optional<Instant> pausedSince, SortedSet<String> removed, List<TableRun> runs) {
  /// Nothing was ordered.
  public static final Instructions NONE =
      new Instructions(Optional.empty(), new TreeSet<>(), List.of());

  public Instructions {
    removed = new TreeSet<>(removed);
    runs = List.copyOf(runs);
  }

  /// The run of a table.
  public Optional<TableRun> run(ChangeTopic table) {
    return runs.stream().filter(run -> run.table().equals(table)).findFirst();
  }

  /// The topics of which nothing can be said up to any time.
  public Set<String> incomplete() {
    return runs.stream()
        .filter(TableRun::incomplete)
        .map(run -> run.table().name())
        .collect(Collectors.toSet());
  }

  /// The same as far as it is about these tables: what is captured, and by which key it is read.
  ///
  /// @param keys the key's columns of each captured table
  public Instructions fitting(Map<ChangeTopic, List<String>> keys) {
    List<TableRun> fitting = new ArrayList<>();
    for (TableRun run : runs) {
      List<String> key = keys.getOrDefault(run.table(), List.of());
      if (!key.isEmpty()) {
        fitting.add(key.equals(run.key()) ? run : run.anew(key));
      }
    }
    return with(fitting);
  }

  /// The same, paused since then, or not paused.
  public Instructions paused(Optional<Instant> since) {
    return new Instructions(since, removed, runs);
  }

  /// The same with other runs.
  public Instructions with(List<TableRun> otherRuns) {
    return new Instructions(pausedSince, removed, otherRuns);
  }

  /// The same with another run behind the others.
  public Instructions and(TableRun run) {
    List<TableRun> more = new ArrayList<>(runs);
    more.add(run);
    return with(more);
  }

  /// The same without the run of a table.
  public Instructions without(ChangeTopic table) {
    return with(runs.stream().filter(run -> !run.table().equals(table)).toList());
  }

  /// The same with the run of a table changed.
  public Instructions changing(ChangeTopic table, UnaryOperator<TableRun> by) {
    return with(runs.stream().map(run -> run.table().equals(table) ? by.apply(run) : run).toList());
  }

  /// The same with a table to be left out, or no longer.
  public Instructions removing(ChangeTopic table, boolean out) {
    SortedSet<String> others = new TreeSet<>(removed);
    if (out) {
      others.add(table.name());
    } else {
      others.remove(table.name());
    }
    return new Instructions(pausedSince, others, runs);
  }

  void writeTo(ObjectNode document) {
    pausedSince.ifPresent(since -> document.put("paused_ms", since.toEpochMilli()));
    if (!removed.isEmpty()) {
      ArrayNode names = document.putArray("removed");
      removed.forEach(names::add);
    }
    if (!runs.isEmpty()) {
      ArrayNode each = document.putArray("snapshots");
      runs.forEach(run -> run.writeTo(each.addObject()));
    }
  }

  /// A position that an earlier version wrote has none of it.
  static Instructions of(JsonNode document) {
    SortedSet<String> removed = new TreeSet<>();
    if (document.has("removed")) {
      document.get("removed").forEach(name -> removed.add(name.asString()));
    }
    List<TableRun> runs = new ArrayList<>();
    if (document.has("snapshots")) {
      document.get("snapshots").forEach(run -> runs.add(TableRun.of(run)));
    }
    return new Instructions(
        Optional.ofNullable(document.get("paused_ms"))
            .map(since -> Instant.ofEpochMilli(since.asLong())),
        removed,
        runs);
  }
}
