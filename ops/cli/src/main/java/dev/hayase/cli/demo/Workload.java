package dev.hayase.cli.demo;

import dev.hayase.cli.screen.Screen;
import dev.hayase.cli.verify.PostgresConnection;
import dev.hayase.local.sample.Installation;
import dev.hayase.local.sample.LiveWorkload;
import dev.hayase.local.school.School;
import dev.hayase.pipeline.MysqlSource;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PostgresSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The demo's learning platform in the database of a pipeline that runs already.
public final class Workload {
  private static final Map<String, String> CLIENT = Map.of("ApplicationName", "hayase-workload");
  private static final Duration REFRESH = Duration.ofSeconds(2);

  private final Pipeline pipeline;
  private final Options options;
  private final Screen screen;

  /// How much, how fast, and for whom.
  ///
  /// @param loader loader-service's metrics
  /// @param logService where events go to, if they do
  /// @param eventsPerSecond of all clients together
  /// @param readyFile created when the tables are there
  public record Options(
      long rows,
      double changesPerSecond,
      Optional<URI> loader,
      Optional<URI> logService,
      double eventsPerSecond,
      Optional<Path> readyFile) {}

  public Workload(Pipeline pipeline, Options options, Screen screen) {
    this.pipeline = pipeline;
    this.options = options;
    this.screen = screen;
  }

  /// Runs until the process ends, or the workload fails.
  public void run() throws SQLException, IOException, InterruptedException {
    PostgresSource source = source();
    School school = new School(options.rows(), DemoData.SEED, Instant.now());
    install(school, source);
    if (options.readyFile().isPresent()) {
      Files.writeString(options.readyFile().get(), "");
    }
    try (LiveWorkload workload =
            LiveWorkload.start(
                PostgresConnection.open(source, CLIENT),
                school.transactions(),
                options.changesPerSecond());
        Observer observer =
            new Observer(
                PostgresConnection.open(source, CLIENT), options.loader(), school, pipeline)) {
      Optional<Events> events =
          options
              .logService()
              .map(service -> Events.start(service, options.eventsPerSecond(), pipeline));
      try {
        watch(workload, events, observer);
      } finally {
        events.ifPresent(Events::close);
      }
    }
  }

  private PostgresSource source() {
    if (pipeline.sources().size() != 1) {
      throw new IllegalArgumentException(
          "The workload needs a pipeline with one source; this one has "
              + pipeline.sources().size());
    }
    return switch (pipeline.sources().getFirst()) {
      case PostgresSource postgres -> postgres;
      case MysqlSource mysql ->
          throw new IllegalArgumentException(
              "The workload needs a source of PostgreSQL; '%s' is none".formatted(mysql.name()));
    };
  }

  private void install(School school, PostgresSource source) throws SQLException {
    try (Connection connection = PostgresConnection.open(source, CLIENT)) {
      boolean there = Installation.isInstalled(school, connection);
      long rows =
          there
              ? Installation.refill(school, connection)
              : Installation.install(school, connection);
      screen.line(
          "%s %d tables in the database '%s': %,d rows"
              .formatted(
                  there ? "Filled again" : "Created",
                  school.tables().size(),
                  source.database(),
                  rows));
    }
  }

  private void watch(LiveWorkload workload, Optional<Events> events, Observer observer)
      throws SQLException, InterruptedException {
    Instant begun = Instant.now();
    while (workload.running() && events.map(e -> e.traffic().running()).orElse(true)) {
      List<String> frame =
          new ArrayList<>(
              Dashboard.lines(observer.look(events), Instant.now(), ZoneId.systemDefault()));
      frame.add(DemoStages.live(workload, events, Duration.between(begun, Instant.now())));
      screen.frame(frame);
      Thread.sleep(REFRESH);
    }
    workload.stop();
  }
}
