package dev.hayase.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `run emulator`.
@Command(
    name = "emulator",
    description =
        "Rows per second that the BigQuery emulator stores and discards, beside a server that does"
            + " nothing.",
    mixinStandardHelpOptions = true)
final class EmulatorCommand implements Callable<Integer> {
  @Option(names = "--json", paramLabel = "FILE", description = "Writes the numbers there.")
  private @Nullable Path json;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each is measured (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "4",
      description = "How long each measurement is (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "2",
      description = "AppendRows connections side by side (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--rows-per-request",
      paramLabel = "N",
      defaultValue = "500",
      description = "Rows in an AppendRows request (default: ${DEFAULT-VALUE}).")
  private int rowsPerRequest;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("hayase-benchmark-");
    try {
      Plan plan = new Plan(rounds, Duration.ofSeconds(seconds), connections, rowsPerRequest);
      EmulatorRates rates = new EmulatorBenchmark(plan).run(folder);
      System.out.println(rates.text());
      if (json != null) {
        Files.writeString(json, rates.json() + System.lineSeparator());
      }
      return 0;
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
