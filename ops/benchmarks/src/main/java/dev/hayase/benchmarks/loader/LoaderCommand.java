package dev.hayase.benchmarks.loader;

import com.google.gson.JsonObject;
import dev.hayase.benchmarks.workload.Input;
import dev.hayase.local.HayaseHome;
import dev.hayase.local.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `run loader`.
@Command(
    name = "loader",
    description =
        "Rows per second and latency of the loader-service, beside a loader with Google's"
            + " JsonStreamWriter and one that decodes nothing.",
    mixinStandardHelpOptions = true)
public final class LoaderCommand implements Callable<Integer> {
  private static final String PRIORITY = "priority";
  private static final String IDLE = "idle";
  private static final int IDLE_TABLES = 1_000;
  private static final Set<String> ALONE = Set.of(PRIORITY, IDLE);

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the numbers there.")
  private @Nullable Path json;

  @Option(
      names = "--inputs",
      paramLabel = "NAME",
      split = ",",
      description = "Of int, iso, debezium, log, tables, hot, priority, idle (default: all).")
  private List<String> inputs =
      Stream.concat(Arrays.stream(Input.values()).map(Input::code), Stream.of(PRIORITY, IDLE))
          .toList();

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Rows to drain (default: as many as take some seconds).")
  private @Nullable Long rows;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each drains them (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long latency is measured (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--keep", description = "Leaves logs and data where they are, and says where.")
  private boolean keep;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Input> drained =
        inputs.stream().filter(input -> !ALONE.contains(input)).map(Input::of).toList();
    LoaderPlan plan =
        new LoaderPlan(
            drained,
            rows == null ? OptionalLong.empty() : OptionalLong.of(rows),
            rounds,
            Duration.ofSeconds(seconds));
    Path folder = Files.createTempDirectory("hayase-benchmark-");
    boolean done = false;
    try {
      List<InputFigures> figures =
          drained.isEmpty()
              ? List.of()
              : new LoaderBenchmark(plan, HayaseHome.current(), System.out::println).run(folder);
      JsonObject all = json(figures);
      if (inputs.contains(PRIORITY)) {
        PriorityFigures priority =
            new PriorityBenchmark(HayaseHome.current(), Duration.ofSeconds(2L * seconds))
                .run(folder);
        System.out.println(priority.text());
        priority.addTo(all);
      }
      if (inputs.contains(IDLE)) {
        IdleBenchmark.Figures idle =
            new IdleBenchmark(HayaseHome.current(), IDLE_TABLES, Duration.ofSeconds(3L * seconds))
                .run(folder);
        System.out.println(idle.text());
        idle.addTo(all);
      }
      if (json != null) {
        Files.writeString(json, all + System.lineSeparator());
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

  static JsonObject json(List<InputFigures> figures) {
    JsonObject json = new JsonObject();
    JsonObject inputs = new JsonObject();
    for (InputFigures each : figures) {
      switch (each.input()) {
        case INT -> {
          json.addProperty("ratio_vs_json_stream_writer_int", ratio(each, "json_stream_writer"));
          json.addProperty("ratio_vs_floor", ratio(each, "floor"));
          json.addProperty("p99_ms_at_half_load", each.latency("hayase").p99Millis());
        }
        case ISO ->
            json.addProperty("ratio_vs_json_stream_writer_iso", ratio(each, "json_stream_writer"));
        case DEBEZIUM, LOG, TABLES, HOT -> {}
      }
      inputs.add(each.input().code(), each.json());
    }
    json.addProperty("processors", Runtime.getRuntime().availableProcessors());
    json.add("inputs", inputs);
    return json;
  }

  private static double ratio(InputFigures figures, String other) {
    return InputFigures.hundredths(figures.ratio("hayase", other));
  }
}
