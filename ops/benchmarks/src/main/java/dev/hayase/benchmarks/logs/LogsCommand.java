package dev.hayase.benchmarks.logs;

import dev.hayase.local.HayaseHome;
import dev.hayase.local.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `run logs`.
@Command(
    name = "logs",
    description =
        "Events per second and latency of the log-service, in batches and one by one, closed loop,"
            + " at half load and at three times its peak.",
    mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {
  @Option(names = "--json", paramLabel = "FILE", description = "Writes the numbers there.")
  private @Nullable Path json;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long each measurement is (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("hayase-benchmark-");
    LogFigures figures =
        new LogBenchmark(HayaseHome.current(), seconds, System.out::println).run(folder);
    System.out.println(figures.text());
    if (json != null) {
      Files.writeString(json, figures.json() + System.lineSeparator());
    }
    Folders.delete(folder);
    return 0;
  }
}
