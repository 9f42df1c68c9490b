package dev.hayase.cli.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What `cdc-service` captures, as `/actuator/capture` tells it.
///
/// @param sources all sources of the pipeline
public record Snapshot(List<SourceState> sources) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// One source.
  ///
  /// @param state `starting`, `snapshot`, `streaming`, `failed` or `standby`
  public record SourceState(
      String source, String state, Optional<String> reason, List<TableState> tables) {}

  /// One table.
  ///
  /// @param state `waiting`, `snapshot`, `streaming` or `excluded`
  public record TableState(
      String topic, String state, long rowsScanned, long rowsEstimated, Optional<String> reason) {}

  public Snapshot {
    sources = List.copyOf(sources);
  }

  /// Reads the answer of the endpoint.
  public static Snapshot parse(String json) {
    List<SourceState> sources = new ArrayList<>();
    for (JsonNode source : JSON.readTree(json).path("sources")) {
      List<TableState> tables = new ArrayList<>();
      for (JsonNode table : source.path("tables")) {
        tables.add(
            new TableState(
                table.path("topic").asString(""),
                table.path("state").asString(""),
                table.path("rowsScanned").asLong(0),
                table.path("rowsEstimated").asLong(0),
                text(table.path("reason"))));
      }
      sources.add(
          new SourceState(
              source.path("source").asString(""),
              source.path("state").asString(""),
              text(source.path("reason")),
              tables));
    }
    return new Snapshot(sources);
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.ofNullable(node.asString(null)).filter(text -> !text.isBlank());
  }

  /// Whether other replicas capture every source.
  public boolean standsBy() {
    return sources.stream().allMatch(source -> source.state().equals("standby"));
  }

  /// Whether every source streams.
  public boolean finished() {
    return !sources.isEmpty()
        && sources.stream().allMatch(source -> source.state().equals("streaming"));
  }

  /// Why a source is stuck, if one is.
  public Optional<String> trouble() {
    return sources.stream()
        .filter(source -> source.state().equals("failed"))
        .findFirst()
        .map(source -> source.source() + ": " + source.reason().orElse("failed"));
  }

  public long rowsScanned() {
    return tables().mapToLong(TableState::rowsScanned).sum();
  }

  /// At least as many as were scanned: estimates can be low.
  public long rowsExpected() {
    return tables().mapToLong(t -> Math.max(t.rowsEstimated(), t.rowsScanned())).sum();
  }

  private Stream<TableState> tables() {
    return sources.stream().flatMap(source -> source.tables().stream());
  }
}
