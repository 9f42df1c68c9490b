package dev.hayase.benchmarks.loader;

import com.google.gson.JsonObject;
import dev.hayase.benchmarks.loader.PriorityFeed.Share;
import dev.hayase.benchmarks.loader.Stage.Topics;
import dev.hayase.local.HayaseHome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What many tables cost at which nothing happens: the processor time of a loader that has loaded a
/// row of each.
///
/// @param tables how many
/// @param length how long it is measured
record IdleBenchmark(HayaseHome home, int tables, Duration length) {
  /// Connections are closed after half a minute without rows. The compilers take longer to come to
  /// rest, and a service runs for weeks.
  private static final Duration SETTLING = Duration.ofMinutes(2);

  /// What it was.
  ///
  /// @param percent of one core
  record Figures(int tables, double percent) {
    String text() {
      return String.format(
          Locale.ROOT, "idle: %,d tables take %.2f %% of one core", tables, percent);
    }

    void addTo(JsonObject json) {
      json.addProperty("idle_tables", tables);
      json.addProperty("idle_cpu_percent", InputFigures.hundredths(percent));
    }
  }

  /// @param parent for data and logs
  Figures run(Path parent) throws InterruptedException {
    Topics topics = new Topics("idle", tables, "normal");
    try (Stage stage = new Stage(home, parent, "idle");
        Running loader = stage.load(List.of(topics))) {
      try (PriorityFeed _ =
          new PriorityFeed(stage.kafka(), List.of(new Share(topics.names(), tables / 5.0)))) {
        stage.await(() -> stage.sink().rowsByTable().size() == tables);
      }
      Thread.sleep(SETTLING);
      double before = loader.cpuSeconds();
      Thread.sleep(length);
      double seconds = loader.cpuSeconds() - before;
      return new Figures(tables, 100 * seconds / length.toSeconds());
    }
  }
}
