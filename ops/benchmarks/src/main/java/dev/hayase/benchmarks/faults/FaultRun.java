package dev.hayase.benchmarks.faults;

import dev.hayase.benchmarks.faults.compare.Comparison;
import dev.hayase.benchmarks.faults.compare.Tally;
import dev.hayase.benchmarks.faults.plan.FaultKind;
import dev.hayase.benchmarks.faults.plan.Schedule.Planned;
import dev.hayase.benchmarks.faults.stage.Inflictor;
import dev.hayase.benchmarks.faults.stage.Stage;
import dev.hayase.benchmarks.faults.stage.TopicWriter;
import dev.hayase.local.HayaseHome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// One run: everything starts, is hurt while rows are written, is left in peace until all is
/// loaded, and is compared.
public final class FaultRun {
  private static final Duration CALM_LIMIT = Duration.ofSeconds(20);
  private static final Duration STILL_LIMIT = Duration.ofMinutes(4);
  private static final Duration STEP = Duration.ofMillis(500);

  private final HayaseHome home;
  private final HayaseHome beside;
  private final Path folder;
  private final FaultPlan plan;
  private final ProgressLine progress;
  private final List<String> topics;
  private final Instant begun = Instant.now();

  /// @param beside where the second loader was built
  FaultRun(HayaseHome home, HayaseHome beside, Path folder, FaultPlan plan, ProgressLine progress) {
    this.home = home;
    this.beside = beside;
    this.folder = folder;
    this.plan = plan;
    this.progress = progress;
    this.topics = plan.tables().stream().map(table -> table.topic().name()).toList();
  }

  /// Runs it.
  public FaultReport run() throws InterruptedException {
    return run(_ -> {});
  }

  /// Runs it.
  ///
  /// @param afterwards looks at what is there in the end, while everything still runs
  FaultReport run(Consumer<Stage> afterwards) throws InterruptedException {
    progress.status("Starting broker, BigQuery and loaders ...");
    try (Stage stage = Stage.start(home, beside, folder, plan.tables())) {
      Pace pace = new Pace(plan.rows(), plan.schedule().faults().size(), System::nanoTime);
      try (TopicWriter writer =
          TopicWriter.start(
              stage.broker().bootstrapServers(), plan.tables(), plan.workload(), pace)) {
        FaultReport report = run(stage, pace, writer);
        afterwards.accept(stage);
        return report;
      }
    }
  }

  private FaultReport run(Stage stage, Pace pace, TopicWriter writer) throws InterruptedException {
    Inflictor inflictor = new Inflictor(stage);
    Instant hurting = Instant.now();
    SortedMap<FaultKind, Integer> kinds = hurt(stage, inflictor, pace, writer);
    inflictor.heal();
    Instant healed = Instant.now();
    writer.awaitEnd();
    long undrained = drain(stage, writer);
    Instant drained = Instant.now();
    Tally tally = compare(stage);
    inflictor.heal();
    return new FaultReport(
        plan.seed(),
        kinds,
        inflictor.missed(),
        writer.rows(),
        writer.repeated(),
        inflictor.deaths(),
        undrained,
        tally,
        Duration.between(hurting, healed),
        Duration.between(healed, drained),
        Duration.between(drained, Instant.now()));
  }

  /// Holds every table against its topic.
  Tally compare(Stage stage) {
    return new Comparison(stage.broker().bootstrapServers(), stage.emulator().restEndpoint())
        .compare(plan.tables(), table -> progress.status("Comparing " + table.name()));
  }

  private SortedMap<FaultKind, Integer> hurt(
      Stage stage, Inflictor inflictor, Pace pace, TopicWriter writer) throws InterruptedException {
    SortedMap<FaultKind, Integer> kinds = new TreeMap<>();
    awaitFirstCommit(stage);
    for (Planned planned : plan.schedule().faults()) {
      Thread.sleep(planned.after());
      progress.line("%s  %s".formatted(clock(), planned.text()));
      status(planned.number(), stage, writer);
      inflictor.inflict(planned.fault());
      kinds.merge(planned.fault().kind(), 1, Integer::sum);
      awaitCommit(stage, committed(stage));
      pace.faultOver();
      status(planned.number(), stage, writer);
    }
    return kinds;
  }

  /// Waits for a commit, so that the next fault hits loaders that load; not for long, since some
  /// faults go on.
  private void awaitCommit(Stage stage, long before) throws InterruptedException {
    Instant limit = Instant.now().plus(CALM_LIMIT);
    while (committed(stage) <= before
        && stage.group().lag(topics) > 0
        && Instant.now().isBefore(limit)) {
      Thread.sleep(STEP);
    }
  }

  private void awaitFirstCommit(Stage stage) throws InterruptedException {
    Instant limit = Instant.now().plus(STILL_LIMIT);
    while (committed(stage) == 0 && Instant.now().isBefore(limit)) {
      Thread.sleep(STEP);
    }
  }

  private static long committed(Stage stage) {
    return stage.group().committed().values().stream().mapToLong(Long::longValue).sum();
  }

  /// Waits until everything is loaded, as long as there is progress.
  ///
  /// @return how many offsets are left
  private long drain(Stage stage, TopicWriter writer) throws InterruptedException {
    long lag = stage.group().lag(topics);
    Instant moved = Instant.now();
    while (lag > 0 && Duration.between(moved, Instant.now()).compareTo(STILL_LIMIT) < 0) {
      Thread.sleep(STEP);
      long now = stage.group().lag(topics);
      if (now < lag) {
        moved = Instant.now();
      }
      lag = now;
      progress.status(
          "%s  draining: %,d rows written, %,d offsets to go"
              .formatted(clock(), writer.rows(), lag));
    }
    return lag;
  }

  private void status(int number, Stage stage, TopicWriter writer) {
    progress.status(
        "%s  fault %d of %d, %,d of %,d rows written, %,d offsets behind"
            .formatted(
                clock(),
                number,
                plan.schedule().faults().size(),
                writer.rows(),
                plan.rows(),
                stage.group().lag(topics)));
  }

  private String clock() {
    Duration elapsed = Duration.between(begun, Instant.now());
    return "%02d:%02d".formatted(elapsed.toMinutes(), elapsed.toSecondsPart());
  }
}
