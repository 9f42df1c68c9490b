package dev.hayase.cli.demo;

import dev.hayase.cli.screen.Screen;
import dev.hayase.cli.verify.AggregateTable;
import dev.hayase.cli.verify.AggregationVerification;
import dev.hayase.cli.verify.Difference;
import dev.hayase.cli.verify.EventTable;
import dev.hayase.cli.verify.Verdict;
import dev.hayase.cli.verify.Verification;
import dev.hayase.cli.verify.Warehouse;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalPipeline;
import dev.hayase.local.LocalPlatform;
import dev.hayase.local.sample.Installation;
import dev.hayase.local.sample.LiveWorkload;
import dev.hayase.local.sample.TableShape;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The demo, from nothing to the verdict.
public final class Demo {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final HayaseHome home;
  private final Path folder;
  private final DemoOptions options;
  private final Screen screen;

  public Demo(HayaseHome home, Path folder, DemoOptions options, Screen screen) {
    this.home = home;
    this.folder = folder;
    this.options = options;
    this.screen = screen;
  }

  /// Runs it; true if every table is equal in the end.
  public boolean run() throws SQLException, IOException, InterruptedException {
    Instant begun = Instant.now();
    DemoData data = DemoData.of(options);
    LocalPlatform.clear(folder);
    screen.line("Logs of every process: " + folder.resolve("logs"));
    screen.line("Starting Kafka, PostgreSQL and the BigQuery emulator ...");
    try (DemoPlatform demo = DemoPlatform.start(home, folder, screen)) {
      LocalPlatform platform = demo.platform();
      long rows = install(platform, data);
      screen.line(
          data.streams().isEmpty()
              ? "Starting cdc-service and loader-service ..."
              : "Starting cdc-service, loader-service, log-service and aggregation-service ...");
      platform.startServices(data.pipeline(), options.replicas());
      if (options.replicas() > 1) {
        tellProcesses(platform);
      }
      Pipeline pipeline =
          PipelineFile.read(platform.pipelineFile(), LocalPipeline.variables()::get);
      try (Observer observer = Observer.of(platform, data.sample(), pipeline)) {
        DemoStages stages = new DemoStages(platform, observer, screen);
        try {
          DemoReport report = run(begun, rows, data, platform, pipeline, observer, stages);
          conclude(report);
          if (options.keep()) {
            demo.keep(data.sample().name(), !data.streams().isEmpty());
          }
          return report.good();
        } catch (SQLException e) {
          // A connection that broke may be no more than a sign of a process that died.
          stages.tellWhoDied();
          throw e;
        }
      }
    }
  }

  private DemoReport run(
      Instant begun,
      long rows,
      DemoData data,
      LocalPlatform platform,
      Pipeline pipeline,
      Observer observer,
      DemoStages stages)
      throws SQLException, InterruptedException {
    stages.awaitSnapshot(rows);
    Duration ready = Duration.between(begun, Instant.now());
    screen.line("Ready after %.1f s; now live.".formatted(ready.toMillis() / 1000.0));
    Instant workloadBegun = Instant.now();
    Optional<Events> sent = events(platform, data, pipeline);
    try {
      long changes = live(platform, data, sent, stages);
      Duration workload = Duration.between(workloadBegun, Instant.now());
      SequencedMap<String, String> topics = topics(data, sent, observer);
      Duration drained = stages.drain(topics, sent, PATIENCE);
      SequencedMap<String, Verdict> verdicts = verify(data, observer, pipeline);
      SequencedMap<String, StreamVerdict> streams =
          sent.map(events -> verify(events, observer)).orElseGet(LinkedHashMap::new);
      SequencedMap<String, Verdict> aggregations = verifyAggregations(pipeline);
      return new DemoReport(
          platform.startUp(),
          ready,
          rows,
          workload,
          changes,
          drained,
          verdicts,
          streams,
          aggregations,
          topics,
          observer.latencies(),
          platform.peakMemory(),
          platform.deaths());
    } finally {
      sent.ifPresent(Events::close);
    }
  }

  private Optional<Events> events(LocalPlatform platform, DemoData data, Pipeline pipeline) {
    return data.streams().isEmpty()
        ? Optional.empty()
        : Optional.of(Events.start(platform.logService().at("/"), options.events(), pipeline));
  }

  /// For those who want to kill one.
  private void tellProcesses(LocalPlatform platform) {
    platform
        .captures()
        .forEach(service ->
            screen.line("%s is process %d".formatted(service.name(), service.process().pid())));
  }

  private long install(LocalPlatform platform, DemoData data) throws SQLException {
    platform.postgres().createDatabase(data.sample().name());
    try (Connection connection = platform.postgres().connect(data.sample().name())) {
      long rows = Installation.install(data.sample(), connection);
      screen.line(
          "Created the database '%s': %d tables, %,d rows"
              .formatted(data.sample().name(), data.sample().tables().size(), rows));
      return rows;
    }
  }

  private long live(
      LocalPlatform platform, DemoData data, Optional<Events> events, DemoStages stages)
      throws SQLException, InterruptedException {
    try (LiveWorkload workload =
        LiveWorkload.start(
            platform.postgres().connect(data.sample().name()),
            data.sample().transactions(),
            data.changesPerSecond())) {
      stages.watch(workload, events, options.duration(), options.chaos());
      workload.stop();
      events.ifPresent(Events::close);
      return workload.changes();
    }
  }

  private SequencedMap<String, Verdict> verify(
      DemoData data, Observer observer, Pipeline pipeline) {
    Verification verification =
        new Verification(pipeline, Warehouse.connect(pipeline.bigquery()), PATIENCE);
    SequencedMap<String, Verdict> verdicts = new LinkedHashMap<>();
    screen.line("Comparing every row and value of every table ...");
    for (TableShape table : data.sample().tables()) {
      Verdict verdict = verification.verify(observer.compared(table));
      verdicts.put(table.name(), verdict);
      tell(verdict, table.name());
    }
    return verdicts;
  }

  private SequencedMap<String, Verdict> verifyAggregations(Pipeline pipeline) {
    SequencedMap<String, Verdict> verdicts = new LinkedHashMap<>();
    List<AggregateTable> tables = AggregateTable.all(pipeline);
    if (!tables.isEmpty()) {
      screen.line("Comparing every aggregation with its SQL ...");
    }
    var verification =
        new AggregationVerification(
            pipeline.kafka(), Warehouse.connect(pipeline.bigquery()), PATIENCE);
    for (AggregateTable table : tables) {
      Verdict verdict = verification.verify(table);
      verdicts.put(table.name(), verdict);
      tell(verdict, table.name());
    }
    return verdicts;
  }

  private SequencedMap<String, StreamVerdict> verify(Events events, Observer observer) {
    screen.line("Looking for every event that was acknowledged ...");
    SequencedMap<String, StreamVerdict> verdicts = observer.verify(events);
    verdicts.forEach((table, verdict) -> tell(verdict.good(), table, verdict.sentence()));
    return verdicts;
  }

  private void tell(Verdict verdict, String table) {
    tell(verdict.good(), table, verdict.sentence());
    if (verdict instanceof Verdict.Different different) {
      different.examples().forEach(example -> screen.line("      " + Difference.describe(example)));
    }
  }

  private void tell(boolean good, String table, String sentence) {
    screen.line("  %s %s: %s".formatted(good ? "✓" : "✗", table, sentence));
  }

  private static SequencedMap<String, String> topics(
      DemoData data, Optional<Events> events, Observer observer) {
    SequencedMap<String, String> topics = new LinkedHashMap<>();
    for (TableShape table : data.sample().tables()) {
      topics.put(table.name(), observer.compared(table).topic());
    }
    for (EventTable table : events.map(Events::tables).orElse(List.of())) {
      topics.put(table.table(), table.topic());
    }
    observer.aggregates().forEach(table -> topics.put(table.name(), table.topic()));
    return topics;
  }

  private void conclude(DemoReport report) throws IOException {
    List<String> lines = Conclusion.lines(report);
    lines.forEach(screen::line);
    if (options.json().isPresent()) {
      Path file = options.json().get();
      Files.writeString(file, report.json() + System.lineSeparator());
      screen.line("Written to " + file);
    }
  }
}
