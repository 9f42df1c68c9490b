package dev.hayase.benchmarks.faults.aggregation;

import dev.hayase.local.HayaseHome;
import dev.hayase.local.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `faults aggregation`.
@Command(
    name = "aggregation",
    description =
        "Two aggregation-service processes aggregate a shop, while they and the broker are killed,"
            + " frozen and robbed of their disks, and its tables are truncated, snapshot and"
            + " poisoned; in the end each result is held against one that is computed anew. Exit"
            + " status 0: all are right, and nothing ended by itself.",
    mixinStandardHelpOptions = true)
public final class AggregationFaultsCommand implements Callable<Integer> {
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
  public Integer call() throws IOException, InterruptedException {
    long chosen = seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed;
    List<AggregationFault> faults = AggregationFault.draw(chosen, count);
    if (list) {
      if (seed == null) {
        Arrays.stream(AggregationFault.Kind.values())
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
                ".hayase/faults/aggregation-%d-seed-%d"
                    .formatted(ProcessHandle.current().pid(), chosen));
    Files.createDirectories(folder);
    System.out.printf("Seed %d: %d faults. Data and logs: %s%n", chosen, count, folder);
    AggregationFaultReport report =
        new AggregationFaultRun(HayaseHome.current(), folder, chosen, faults, System.out::println)
            .run();
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
