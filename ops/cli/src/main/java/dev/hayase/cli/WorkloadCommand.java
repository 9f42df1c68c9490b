package dev.hayase.cli;

import dev.hayase.cli.demo.Workload;
import dev.hayase.cli.screen.Screen;
import dev.hayase.pipeline.PipelineFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hayase workload`: the demo's database in a platform that somebody else started.
@Command(
    name = "workload",
    description =
        "Fills the source database of a running pipeline with the demo's learning platform, changes"
            + " it, and shows where BigQuery stands, until Ctrl-C. What its tables held is lost.",
    mixinStandardHelpOptions = true)
final class WorkloadCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The pipeline file; it names one source.")
  private Path file = Path.of("pipeline.yaml");

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Rows at the start (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "Changes per second (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--loader",
      paramLabel = "URL",
      description =
          "Where loader-service answers, as http://localhost:8082, for changes per second and"
              + " latencies.")
  private @Nullable URI loader;

  @Option(
      names = "--log-service",
      paramLabel = "URL",
      description =
          "Where log-service answers, as http://localhost:8083, to send the events of the platform's"
              + " browsers and servers to; the pipeline has the streams page, track and server_logs.")
  private @Nullable URI logService;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "200",
      description = "Events per second (default: ${DEFAULT-VALUE}).")
  private double events;

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description = "Create this file when the tables are there: for a container's health check.")
  private @Nullable Path readyFile;

  @Override
  public Integer call() throws Exception {
    Screen screen = Screen.onStandardOutput();
    try {
      new Workload(
              PipelineFile.read(file),
              new Workload.Options(
                  rows,
                  rate,
                  Optional.ofNullable(loader).map(l -> l.resolve("/actuator/prometheus")),
                  Optional.ofNullable(logService),
                  events,
                  Optional.ofNullable(readyFile)),
              screen)
          .run();
      return 0;
    } finally {
      screen.restore();
    }
  }
}
