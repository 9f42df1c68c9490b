package dev.hayase.cli.demo;

import dev.hayase.cli.progress.Snapshot;
import dev.hayase.cli.screen.ProgressBar;
import dev.hayase.cli.screen.Screen;
import dev.hayase.local.LocalPlatform;
import dev.hayase.local.sample.LiveWorkload;
import dev.hayase.local.supervisor.Death;
import dev.hayase.local.supervisor.RestartPolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The demo's stages, as they are shown.
final class DemoStages {
  private static final Duration REFRESH = Duration.ofSeconds(1);
  private static final Duration SNAPSHOT_LIMIT = Duration.ofMinutes(30);
  private static final Duration LATE_NEWS = Duration.ofSeconds(3);
  private static final int BAR = 40;

  private final LocalPlatform platform;
  private final Observer observer;
  private final Screen screen;
  private int deathsTold;

  DemoStages(LocalPlatform platform, Observer observer, Screen screen) {
    this.platform = platform;
    this.observer = observer;
    this.screen = screen;
  }

  /// Shows the snapshot's progress until every table streams and what was read is in BigQuery.
  void awaitSnapshot(long rows) throws SQLException, InterruptedException {
    Instant limit = Instant.now().plus(SNAPSHOT_LIMIT);
    while (true) {
      Optional<Snapshot> snapshot = snapshot();
      List<TableStatus> tables = observer.look(Optional.empty());
      // Aggregations fill beside the tables that the snapshot is of.
      long loaded =
          tables.stream()
              .filter(table -> table.sourceRows().isPresent())
              .mapToLong(table -> table.bigQueryRows().orElse(0))
              .sum();
      List<String> frame = new ArrayList<>();
      frame.add(
          "Snapshot: read     "
              + ProgressBar.of(
                  snapshot.map(Snapshot::rowsScanned).orElse(0L),
                  Math.max(rows, snapshot.map(Snapshot::rowsExpected).orElse(0L)),
                  BAR));
      frame.add("          BigQuery " + ProgressBar.of(loaded, rows, BAR));
      frame.addAll(Dashboard.lines(tables, Instant.now(), ZoneId.systemDefault()));
      show(frame);
      if (loaded >= rows && snapshot.map(Snapshot::finished).orElse(false)) {
        screen.keepFrame();
        return;
      }
      if (Instant.now().isAfter(limit)) {
        throw new IllegalStateException(
            "the snapshot is not done after "
                + SNAPSHOT_LIMIT.toMinutes()
                + " minutes"
                + snapshot.flatMap(Snapshot::trouble).map(why -> ": " + why).orElse(""));
      }
      Thread.sleep(REFRESH);
    }
  }

  /// As the replica that captures tells it.
  private Optional<Snapshot> snapshot() {
    return platform.captures().stream()
        .map(service -> observer.http().get(service.at("/actuator/capture")).map(Snapshot::parse))
        .flatMap(Optional::stream)
        .filter(snapshot -> !snapshot.standsBy())
        .findFirst();
  }

  /// Shows the live tables for that long, or until the workload or the events end by themselves.
  void watch(
      LiveWorkload workload, Optional<Events> events, Optional<Duration> duration, boolean chaos)
      throws SQLException, InterruptedException {
    Instant begun = Instant.now();
    ChaosPlan plan = chaos ? ChaosPlan.of(duration, events.isPresent()) : ChaosPlan.NONE;
    while (true) {
      Duration elapsed = Duration.between(begun, Instant.now());
      plan = plan.carryOut(elapsed, platform, screen);
      show(liveFrame(workload, events, elapsed));
      boolean over = duration.isPresent() && elapsed.compareTo(duration.get()) >= 0;
      boolean live = workload.running() && events.map(e -> e.traffic().running()).orElse(true);
      if (over || !live) {
        screen.keepFrame();
        return;
      }
      Thread.sleep(REFRESH);
    }
  }

  /// Waits until every table is complete through now.
  ///
  /// @param topics by table
  Duration drain(SequencedMap<String, String> topics, Optional<Events> events, Duration patience)
      throws SQLException, InterruptedException {
    Instant end = observer.sourceTime();
    Instant begun = Instant.now();
    screen.line("Workload stopped; waiting until every table is complete through " + end + " ...");
    while (true) {
      Map<String, Instant> through = observer.completeThrough();
      List<String> behind =
          topics.entrySet().stream()
              .filter(table -> through.getOrDefault(table.getValue(), Instant.MIN).isBefore(end))
              .map(Map.Entry::getKey)
              .toList();
      Duration waited = Duration.between(begun, Instant.now());
      List<String> frame = new ArrayList<>();
      if (!behind.isEmpty()) {
        frame.add(
            "Waiting %.0f s for %s"
                .formatted(waited.toMillis() / 1000.0, String.join(", ", behind)));
      }
      frame.addAll(Dashboard.lines(observer.look(events), Instant.now(), ZoneId.systemDefault()));
      show(frame);
      if (behind.isEmpty() || waited.compareTo(patience) > 0) {
        screen.keepFrame();
        return waited;
      }
      Thread.sleep(Duration.ofMillis(300));
    }
  }

  private List<String> liveFrame(LiveWorkload workload, Optional<Events> events, Duration elapsed)
      throws SQLException {
    List<String> frame = new ArrayList<>();
    frame.addAll(Dashboard.lines(observer.look(events), Instant.now(), ZoneId.systemDefault()));
    frame.add(live(workload, events, elapsed));
    return frame;
  }

  /// How long, and how much.
  static String live(LiveWorkload workload, Optional<Events> events, Duration elapsed) {
    return "%d s live, %,d changes committed by the source%s"
        .formatted(
            elapsed.toSeconds(),
            workload.changes(),
            events
                .map(e -> ", %,d events acknowledged".formatted(e.traffic().acknowledged()))
                .orElse(""));
  }

  private void show(List<String> frame) {
    tellDeaths();
    platform.peakMemory();
    screen.frame(frame);
  }

  /// Tells of deaths that came to light a moment after what they caused.
  void tellWhoDied() throws InterruptedException {
    Instant limit = Instant.now().plus(LATE_NEWS);
    while (platform.deaths().size() == deathsTold && Instant.now().isBefore(limit)) {
      Thread.sleep(Duration.ofMillis(100));
    }
    tellDeaths();
  }

  private void tellDeaths() {
    List<Death> deaths = platform.deaths();
    for (Death death : deaths.subList(deathsTold, deaths.size())) {
      screen.line("! " + death.sentence() + "; its log " + death.log() + " ends with:");
      screen.line(death.lastLines().indented());
      if (death.verdict() instanceof RestartPolicy.GiveUp) {
        throw new IllegalStateException(death.sentence());
      }
    }
    deathsTold = deaths.size();
  }
}
