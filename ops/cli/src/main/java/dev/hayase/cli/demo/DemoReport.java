package dev.hayase.cli.demo;

import dev.hayase.cli.progress.Histogram;
import dev.hayase.cli.progress.Latencies;
import dev.hayase.cli.verify.Verdict;
import dev.hayase.local.supervisor.Death;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ObjectNode;

/// What the demo found, as data.
///
/// @param startUp how long each process took to answer
/// @param ready from the command to the end of the snapshot
/// @param rows loaded at the start
/// @param workload how long it ran
/// @param changes rows that it changed
/// @param drained from its end until every table was complete through it
/// @param verdicts by table
/// @param streams of events, by table
/// @param aggregations by name
/// @param topics by table, those of streams and aggregations, too
/// @param peakMemory bytes by process
record DemoReport(
    SequencedMap<String, Duration> startUp,
    Duration ready,
    long rows,
    Duration workload,
    long changes,
    Duration drained,
    SequencedMap<String, Verdict> verdicts,
    SequencedMap<String, StreamVerdict> streams,
    SequencedMap<String, Verdict> aggregations,
    Map<String, String> topics,
    Latencies latencies,
    SequencedMap<String, Long> peakMemory,
    List<Death> deaths) {

  /// Whether every table equals its source.
  boolean allEqual() {
    return verdicts.values().stream().allMatch(Verdict::good);
  }

  /// Whether every acknowledged event is in its table once.
  boolean allThere() {
    return streams.values().stream().allMatch(StreamVerdict::good);
  }

  /// Whether every aggregation equals its SQL.
  boolean allAggregated() {
    return aggregations.values().stream().allMatch(Verdict::good);
  }

  boolean good() {
    return allEqual() && allThere() && allAggregated();
  }

  /// Events that were acknowledged.
  long events() {
    return streams.values().stream().mapToLong(StreamVerdict::acknowledged).sum();
  }

  /// Seconds until rows of some tables were in BigQuery.
  Histogram latency(Collection<String> tables) {
    return tables.stream()
        .map(table -> latencies.whole(topics.getOrDefault(table, "")))
        .reduce(Histogram.EMPTY, Histogram::plus);
  }

  double changesPerSecond() {
    return workload.isZero() ? 0 : changes / (workload.toMillis() / 1000.0);
  }

  String json() {
    ObjectMapper mapper =
        new ObjectMapper().rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
    ObjectNode report = mapper.createObjectNode();
    report.put("version", 1);
    report.put("equal", good());
    ObjectNode seconds = report.putObject("startUpSeconds");
    startUp.forEach((process, duration) -> seconds.put(process, seconds(duration)));
    report.put("secondsUntilSnapshotDone", seconds(ready));
    report.put("snapshotRows", rows);
    report.put("workloadSeconds", seconds(workload));
    report.put("changes", changes);
    report.put("changesPerSecond", changesPerSecond());
    report.put("drainSeconds", seconds(drained));
    put(report.putObject("commitToBigQuerySeconds"), latency(verdicts.keySet()));
    report.put("events", events());
    var tables = report.putArray("tables");
    verdicts.forEach((table, verdict) -> {
      ObjectNode node = tables.addObject();
      node.put("table", table);
      node.put("equal", verdict.good());
      node.put("verdict", verdict.sentence());
      put(node.putObject("commitToBigQuerySeconds"), latency(List.of(table)));
    });
    var logs = report.putArray("streams");
    streams.forEach((table, verdict) -> {
      ObjectNode node = logs.addObject();
      node.put("table", table);
      node.put("equal", verdict.good());
      node.put("verdict", verdict.sentence());
      node.put("events", verdict.acknowledged());
      put(node.putObject("kafkaToBigQuerySeconds"), latency(List.of(table)));
    });
    var aggregates = report.putArray("aggregations");
    aggregations.forEach((name, verdict) -> {
      ObjectNode node = aggregates.addObject();
      node.put("aggregation", name);
      node.put("equal", verdict.good());
      node.put("verdict", verdict.sentence());
      put(node.putObject("resultToBigQuerySeconds"), latency(List.of(name)));
    });
    ObjectNode memory = report.putObject("peakMemoryBytes");
    peakMemory.forEach(memory::put);
    var ends = report.putArray("deaths");
    deaths.forEach(death ->
        ends.addObject()
            .put("process", death.name())
            .put("at", death.at().toString())
            .put("exitStatus", death.exitStatus().orElse(-1)));
    return mapper.writeValueAsString(report);
  }

  private static void put(ObjectNode node, Histogram latencies) {
    Map<String, Double> shares = new LinkedHashMap<>();
    shares.put("p50", 0.5);
    shares.put("p90", 0.9);
    shares.put("p99", 0.99);
    shares.forEach((name, share) -> {
      OptionalDouble value = latencies.percentile(share);
      if (value.isPresent()) {
        node.put(name, value.getAsDouble());
      } else {
        node.putNull(name);
      }
    });
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
