package dev.hayase.benchmarks.aggregation;

import dev.hayase.benchmarks.aggregation.AggregationBenchmark.Amounts;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `run aggregation`.
@Command(
    name = "aggregation",
    description =
        "Changes per second of an aggregation as it is declared, beside the same one written by hand"
            + " with Kafka Streams; latency, and how long lost state takes.",
    mixinStandardHelpOptions = true)
public final class AggregationCommand implements Callable<Integer> {
  @Option(names = "--json", paramLabel = "FILE", description = "Writes the numbers there.")
  private @Nullable Path json;

  @Option(
      names = "--changes",
      paramLabel = "N",
      defaultValue = "3000000",
      description = "Changes to drain (default: ${DEFAULT-VALUE}).")
  private long changes;

  @Option(
      names = "--accounts",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Keys of the result (default: ${DEFAULT-VALUE}).")
  private int accounts;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "2",
      description = "How often each drains them (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long latency is measured (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("hayase-benchmark-");
    boolean done = false;
    try {
      AggregationFigures figures =
          new AggregationBenchmark(
                  HayaseHome.current(),
                  new Amounts(changes, accounts, rounds, Duration.ofSeconds(seconds)),
                  System.out::println)
              .run(folder);
      System.out.println(figures.text());
      if (json != null) {
        Files.writeString(json, figures.json() + System.lineSeparator());
      }
      done = true;
      return 0;
    } finally {
      if (done) {
        Folders.delete(folder);
      } else {
        System.out.println("Logs and data are in " + folder);
      }
    }
  }
}
