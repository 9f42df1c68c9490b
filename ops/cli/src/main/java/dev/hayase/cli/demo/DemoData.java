package dev.hayase.cli.demo;

import dev.hayase.local.LocalPipeline;
import dev.hayase.local.csv.CsvFolder;
import dev.hayase.local.sample.SampleDatabase;
import dev.hayase.local.school.School;
import dev.hayase.local.traffic.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// The database that the demo shows, and how fast it changes.
///
/// @param historyTables those of which BigQuery keeps every change
/// @param streams of events that its users and servers send beside it
/// @param aggregations of both, in YAML
record DemoData(
    SampleDatabase sample,
    List<String> historyTables,
    double changesPerSecond,
    List<String> streams,
    String aggregations) {
  static final long SEED = 20_261_122;
  private static final double MODERATE = 200;

  /// Of the time that the demo has, the share in which all CSV rows should have come.
  private static final double SHARE = 0.9;

  private static final Duration OPEN_END = Duration.ofSeconds(60);

  DemoData {
    historyTables = List.copyOf(historyTables);
    streams = List.copyOf(streams);
  }

  LocalPipeline pipeline() {
    return new LocalPipeline(
        sample.name(),
        historyTables,
        streams.stream().collect(Collectors.toMap(stream -> stream, _ -> "{}")),
        aggregations);
  }

  static DemoData of(DemoOptions options) {
    if (options.data().isEmpty()) {
      School school = new School(options.rows(), SEED, Instant.now());
      return new DemoData(
          school,
          School.HISTORY_TABLES,
          options.rate().orElse(MODERATE),
          Clients.streams(),
          School.aggregations());
    }
    CsvFolder csv = CsvFolder.read(options.data().get(), "data", SEED);
    double seconds = options.duration().orElse(OPEN_END).toMillis() / 1000.0 * SHARE;
    double inTime = Math.max(MODERATE, csv.laterChanges() / seconds);
    return new DemoData(csv, List.of(), options.rate().orElse(inTime), List.of(), "");
  }
}
