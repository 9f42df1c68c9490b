package dev.hayase.cli;

import dev.hayase.cli.demo.Demo;
import dev.hayase.cli.demo.DemoOptions;
import dev.hayase.cli.screen.Screen;
import dev.hayase.local.HayaseHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `hayase demo`: the whole platform on this machine, with a database that lives.
@Command(
    name = "demo",
    description =
        "Starts Kafka, PostgreSQL, a BigQuery emulator and the services on this machine, and shows a"
            + " learning platform's database, and the events of its browsers and servers, flow into"
            + " BigQuery.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description =
          "End by itself after this time of live changes (60s, 5m): drain, compare every table row by"
              + " row and value by value, look for every acknowledged event, and exit 0 only if all"
              + " are equal and each event is there once.")
  private @Nullable Duration duration;

  @Option(names = "--rate", paramLabel = "N", description = "Changes per second (default: 200).")
  private @Nullable Double rate;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "200",
      description = "Events per second, without --data (default: ${DEFAULT-VALUE}).")
  private double events;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "20000",
      description = "Rows at the start (default: ${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Make every *.csv of this folder a table instead: the first half of its rows is there from"
              + " the start, the later half arrives live.")
  private @Nullable Path data;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the result there as data.")
  private @Nullable Path json;

  @Option(
      names = "--keep",
      description = "Leave everything up after the verdict, and say how to reach each part.")
  private boolean keep;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many of cdc-service, which share the sources: kill the one that captures, and the"
              + " other takes over (default: ${DEFAULT-VALUE}).")
  private int replicas;

  @Option(
      names = "--chaos",
      description = "Kill each service once on the way (kill -9); the supervisor restarts it.")
  private boolean chaos;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where data and logs are kept (default: .hayase/demo in the checkout).")
  private @Nullable Path folder;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    check();
    HayaseHome home = HayaseHome.current();
    Path chosen = folder == null ? home.root().resolve(".hayase/demo") : folder;
    DemoOptions options =
        new DemoOptions(
            Optional.ofNullable(duration),
            rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
            events,
            rows,
            Optional.ofNullable(data),
            Optional.ofNullable(json),
            keep,
            replicas,
            chaos);
    try (DemoLock _ = DemoLock.take(chosen.toAbsolutePath())) {
      return run(home, chosen.toAbsolutePath(), options) ? 0 : 1;
    }
  }

  private static boolean run(HayaseHome home, Path folder, DemoOptions options) throws Exception {
    Screen screen = Screen.onStandardOutput();
    try {
      return new Demo(home, folder, options, screen).run();
    } finally {
      screen.restore();
    }
  }

  private void check() {
    if (rate != null && !(rate > 0)) {
      throw wrong("--rate must be above 0, got " + rate);
    }
    if (!(events > 0)) {
      throw wrong("--events must be above 0, got " + events);
    }
    if (replicas < 1 || replicas > 9) {
      throw wrong("--replicas must be 1 to 9, got " + replicas);
    }
    if (rows < 100) {
      throw wrong("--rows must be at least 100, got " + rows);
    }
    if (data != null && !Files.isDirectory(data)) {
      throw wrong("--data must be a folder; " + data + " is none");
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }
}
