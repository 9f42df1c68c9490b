package dev.hayase.benchmarks.faults;

import dev.hayase.benchmarks.faults.plan.FaultKind;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `faults loader`.
@Command(
    name = "loader",
    description =
        "Two loader-service processes load what a workload writes, while they, the broker and"
            + " BigQuery's emulator are killed, frozen and refused; in the end every table is held"
            + " against its topic, row by row. Exit status 0: nothing lost, nothing doubled.",
    mixinStandardHelpOptions = true)
final class LoaderFaultsCommand implements Callable<Integer> {
  private static final long ROWS_PER_FAULT = 10_500;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Makes schedule and workload; without it one is drawn and printed.")
  private @Nullable Long seed;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many faults (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "How many rows are written (default: 10500 for each fault).")
  private @Nullable Long rows;

  @Option(
      names = "--kinds",
      paramLabel = "KIND",
      split = ",",
      description = "Only these kinds of fault (default: all; --list names them).")
  private List<String> kinds = new ArrayList<>();

  @Option(
      names = "--real-refill",
      description = "In the end a quota that is refilled after ten real minutes.")
  private boolean realRefill;

  @Option(names = "--list", description = "Prints the kinds of fault, or with --seed the schedule.")
  private boolean list;

  @Option(
      names = "--beside",
      paramLabel = "DIR",
      description =
          "Another checkout of Hayase, built: its loader-service is the second of the two, as in"
              + " an upgrade.")
  private @Nullable Path beside;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the numbers there.")
  private @Nullable Path json;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where data and logs are (default: below .hayase in the checkout).")
  private @Nullable Path folder;

  @Option(names = "--keep", description = "Keeps data and logs of a run that succeeded, too.")
  private boolean keep;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (list && seed == null) {
      Arrays.stream(FaultKind.values())
          .forEach(kind -> System.out.printf("%-26s %s%n", kind.code(), kind.sentence()));
      return 0;
    }
    FaultPlan plan = plan();
    if (list) {
      plan.schedule().faults().forEach(planned -> System.out.println(planned.text()));
      return 0;
    }
    Path place = place(plan.seed());
    System.out.printf(
        "Seed %d: %d faults, %,d rows. Data and logs: %s%n",
        plan.seed(), plan.schedule().faults().size(), plan.rows(), place);
    boolean done = false;
    try (ProgressLine progress = ProgressLine.onStandardOutput()) {
      HayaseHome home = HayaseHome.current();
      HayaseHome other = beside == null ? home : new HayaseHome(beside.toAbsolutePath());
      FaultReport report = new FaultRun(home, other, place, plan, progress).run();
      report.lines().forEach(progress::line);
      if (json != null) {
        Files.writeString(json, report.json() + System.lineSeparator());
      }
      done = report.good() && !keep;
      return report.good() ? 0 : 1;
    } finally {
      if (done) {
        Folders.delete(place);
      } else {
        System.out.println("Data and logs are kept in " + place);
      }
    }
  }

  private FaultPlan plan() {
    long chosen = seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed;
    if (count < 0) {
      throw wrong("--count must not be negative, got " + count);
    }
    long wanted = rows == null ? Math.max(20_000, count * ROWS_PER_FAULT) : rows;
    if (wanted < 1_000) {
      throw wrong("--rows must be at least 1000, got " + wanted);
    }
    return FaultPlan.of(chosen, count, wanted, chosenKinds(), realRefill);
  }

  private List<FaultKind> chosenKinds() {
    if (kinds.isEmpty()) {
      return FaultKind.drawn();
    }
    List<FaultKind> chosen = new ArrayList<>();
    for (String code : kinds) {
      chosen.add(
          Arrays.stream(FaultKind.values())
              .filter(kind -> kind.code().equals(code))
              .findFirst()
              .orElseThrow(() -> wrong("--kinds: there is no '" + code + "'; --list names all")));
    }
    return chosen;
  }

  private Path place(long chosenSeed) {
    if (folder != null) {
      return folder.toAbsolutePath();
    }
    String now =
        LocalDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("MMdd-HHmmss"));
    return HayaseHome.current()
        .root()
        .resolve(".hayase/faults/%s-seed-%d".formatted(now, chosenSeed));
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
