package dev.hayase.cli.demo;

import dev.hayase.cli.screen.Screen;
import dev.hayase.cli.verify.Difference;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      screen.line("Starting cdc-service and loader-service ...");
      platform.startServices(new LocalPipeline(data.sample().name(), data.historyTables()));
      Pipeline pipeline =
          PipelineFile.read(platform.pipelineFile(), LocalPipeline.variables()::get);
      try (Observer observer = Observer.of(platform, data.sample(), pipeline)) {
        DemoStages stages = new DemoStages(platform, observer, screen);
        try {
          DemoReport report = run(begun, rows, data, platform, pipeline, observer, stages);
          conclude(report);
          if (options.keep()) {
            demo.keep(data.sample().name());
          }
          return report.allEqual();
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
    long changes = live(platform, data, stages);
    Duration workload = Duration.between(workloadBegun, Instant.now());
    Duration drained = stages.drain(data.sample().tables(), PATIENCE);
    SequencedMap<String, Verdict> verdicts = verify(data, observer, pipeline);
    return new DemoReport(
        platform.startUp(),
        ready,
        rows,
        workload,
        changes,
        drained,
        verdicts,
        topics(data, observer),
        observer.latencies(),
        platform.peakMemory(),
        platform.deaths());
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

  private long live(LocalPlatform platform, DemoData data, DemoStages stages)
      throws SQLException, InterruptedException {
    try (LiveWorkload workload =
        LiveWorkload.start(
            platform.postgres().connect(data.sample().name()),
            data.sample().transactions(),
            data.changesPerSecond())) {
      stages.watch(workload, options.duration(), options.chaos());
      workload.stop();
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
      screen.line(
          "  %s %s: %s".formatted(verdict.good() ? "✓" : "✗", table.name(), verdict.sentence()));
      if (verdict instanceof Verdict.Different different) {
        different
            .examples()
            .forEach(example -> screen.line("      " + Difference.describe(example)));
      }
    }
    return verdicts;
  }

  private static Map<String, String> topics(DemoData data, Observer observer) {
    Map<String, String> topics = new HashMap<>();
    for (TableShape table : data.sample().tables()) {
      topics.put(table.name(), observer.compared(table).topic());
    }
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
