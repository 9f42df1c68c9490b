package dev.hayase.benchmarks.cdc;

import dev.hayase.benchmarks.cdc.CdcBenchmark.Amounts;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `run cdc`.
@Command(
    name = "cdc",
    description =
        "Changes per second of the cdc-service, beside the engine alone and the engine used as its"
            + " documentation says; latency of a quiet database.",
    mixinStandardHelpOptions = true)
public final class CdcCommand implements Callable<Integer> {
  @Option(names = "--json", paramLabel = "FILE", description = "Writes the numbers there.")
  private @Nullable Path json;

  @Option(
      names = "--inputs",
      paramLabel = "NAME",
      split = ",",
      description = "Of stream, wide, snapshot, transaction, mariadb (default: all).")
  private List<String> inputs = Arrays.stream(CdcInput.values()).map(CdcInput::code).toList();

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Rows to capture (default: as many as take some seconds).")
  private @Nullable Long rows;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "2",
      description = "How often each captures them (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "15",
      description = "How long latency is measured (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--keep", description = "Leaves logs and data where they are, and says where.")
  private boolean keep;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    Amounts amounts =
        new Amounts(
            inputs.stream().map(CdcInput::of).toList(),
            rows == null ? OptionalLong.empty() : OptionalLong.of(rows),
            rounds,
            Duration.ofSeconds(seconds));
    Path folder = Files.createTempDirectory("hayase-benchmark-");
    boolean done = false;
    try {
      CdcFigures figures =
          new CdcBenchmark(HayaseHome.current(), amounts, System.out::println).run(folder);
      System.out.println(figures.text());
      if (json != null) {
        Files.writeString(json, figures.json() + System.lineSeparator());
      }
      done = true;
      return 0;
    } finally {
      if (done && !keep) {
        Folders.delete(folder);
      } else {
        System.out.println("Logs and data are in " + folder);
      }
    }
  }
}
