package dev.hayase.benchmarks.faults.cdc;

import dev.hayase.local.HayaseHome;
import dev.hayase.local.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `faults cdc`.
@Command(
    name = "cdc",
    description =
        "Two cdc-service processes capture a database at work, while they, the broker and the database"
            + " are killed and frozen, connections break, and a table gets columns; in the end each"
            + " change is looked for in the topics. Exit status 0: each is told once and in order, and"
            + " nothing ended by itself.",
    mixinStandardHelpOptions = true)
public final class CdcFaultsCommand implements Callable<Integer> {
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Makes schedule and workload; without it one is drawn and printed.")
  private @Nullable Long seed;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many faults (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(names = "--list", description = "Prints the kinds of fault, or with --seed the schedule.")
  private boolean list;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the numbers there.")
  private @Nullable Path json;

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    long chosen = seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed;
    List<CdcFault> faults = CdcFault.draw(chosen, count);
    if (list) {
      if (seed == null) {
        Arrays.stream(CdcFault.Kind.values())
            .forEach(kind -> System.out.printf("%-20s %s%n", kind.code(), kind.sentence()));
      } else {
        faults.forEach(fault -> System.out.println(fault.text()));
      }
      return 0;
    }
    Path folder =
        HayaseHome.current()
            .root()
            .resolve(
                ".hayase/faults/cdc-%d-seed-%d".formatted(ProcessHandle.current().pid(), chosen));
    Files.createDirectories(folder);
    System.out.printf("Seed %d: %d faults. Data and logs: %s%n", chosen, count, folder);
    CdcFaultReport report =
        new CdcFaultRun(HayaseHome.current(), folder, chosen, faults, System.out::println).run();
    System.out.println(report.text());
    if (json != null) {
      Files.writeString(json, report.json() + System.lineSeparator());
    }
    if (report.good()) {
      Folders.delete(folder);
    }
    return report.good() ? 0 : 1;
  }
}
