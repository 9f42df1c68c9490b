package dev.hayase.cli;

import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalServices;
import dev.hayase.local.supervisor.Death;
import dev.hayase.local.supervisor.RestartPolicy;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.PipelineFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hayase up`: the services against a user's own PostgreSQL, Kafka and BigQuery.
@Command(
    name = "up",
    description =
        "Runs the services against the addresses of a pipeline file, until Ctrl-C: cdc-service,"
            + " loader-service, and log-service if there are streams.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofMillis(500);

  @Parameters(paramLabel = "FILE", description = "The pipeline file.")
  private Path file = Path.of("pipeline.yaml");

  @Option(
      names = "--log-port",
      paramLabel = "PORT",
      description = "Where log-service takes events (default: ${DEFAULT-VALUE}).")
  private int logPort = 8083;

  @Override
  public Integer call() throws InterruptedException {
    Pipeline pipeline = PipelineFile.read(file);
    HayaseHome home = HayaseHome.current();
    Path logs = home.root().resolve(".hayase/up/logs");
    System.out.println("Logs: " + logs);
    OptionalInt port = pipeline.streams().isEmpty() ? OptionalInt.empty() : OptionalInt.of(logPort);
    Optional<Path> state =
        Optional.of(home.root().resolve(".hayase/up/aggregations"))
            .filter(_ -> !pipeline.aggregations().isEmpty());
    try (LocalServices services =
        LocalServices.start(home, file.toAbsolutePath(), logs, port, state)) {
      Runtime.getRuntime().addShutdownHook(new Thread(services::close, "up-stop"));
      services
          .services()
          .forEach(service ->
              System.out.printf("%-14s %s%n", service.name(), service.at("/actuator/health")));
      return tellDeaths(services);
    }
  }

  /// Until Ctrl-C, or a death that no restart can help.
  private static int tellDeaths(LocalServices services) throws InterruptedException {
    int told = 0;
    while (true) {
      List<Death> deaths = services.deaths();
      for (Death death : deaths.subList(told, deaths.size())) {
        System.err.println(death.sentence() + "; its log " + death.log() + " ends with:");
        System.err.println(death.lastLines().indented());
        if (death.verdict() instanceof RestartPolicy.GiveUp) {
          return death.exitStatus().orElse(1);
        }
      }
      told = deaths.size();
      Thread.sleep(LOOK);
    }
  }
}
