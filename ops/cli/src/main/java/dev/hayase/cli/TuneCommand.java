package dev.hayase.cli;

import dev.hayase.cli.topics.Settings;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.knob.Knob;
import dev.hayase.pipeline.knob.TableKnobs;
import dev.hayase.pipeline.yaml.Refusal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase tune`: turns knobs of a table while it loads.
@Command(
    name = "tune",
    description = {
      "Turns knobs of a table while it loads, without a restart, and shows how they stand.",
      "Every loader follows within a second."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Knobs: paused=true, priority=high, rate=5MiB, in-flight=4, batch-rows=2000,"
          + " batch-bytes=1MiB, batch-age=50ms.",
      "What each does: ops/runbooks/loader.md."
    })
final class TuneCommand implements Callable<Integer> {
  private static final String DEFAULT = "default";

  @Parameters(
      index = "0",
      paramLabel = "TABLE",
      description =
          "table, schema.table, source.schema.table or the name of a topic under topics: in the"
              + " pipeline file")
  private String table = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "KNOB=VALUE",
      description = "What to turn; the value default turns it back.")
  private List<String> knobs = List.of();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "After this time the knobs turn back by themselves, as 2h.")
  private @Nullable Duration time;

  @Option(names = "--reset", description = "Turns back all knobs of the table first.")
  private boolean reset;

  @Mixin private PipelineOption pipeline = new PipelineOption();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Map<String, String> values = values();
    Pipeline read = pipeline.read();
    String topic = LoadedTables.find(read, table).topic();
    Settings settings = new Settings(read.kafka());
    TableKnobs before = settings.of(topic);
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    TableKnobs after = turned(before, values, now);
    if (!after.equals(before)) {
      if (!after.isEmpty() && !settings.exists(topic)) {
        throw new IllegalArgumentException(
            "Kafka has no topic " + topic + ": is the table's name right?");
      }
      settings.turn(topic, after);
    }
    out(topic);
    KnobTable.of(read, topic, after, now).lines().forEach(this::out);
    return 0;
  }

  private TableKnobs turned(TableKnobs before, Map<String, String> values, Instant now) {
    TableKnobs knobsNow = reset ? TableKnobs.NONE : before;
    Map<String, String> wanted = new LinkedHashMap<>(values);
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (value.getValue().equals(DEFAULT)) {
        wanted.remove(value.getKey());
        knobsNow = knobsNow.without(value.getKey());
      }
    }
    if (wanted.isEmpty()) {
      return knobsNow;
    }
    try {
      return knobsNow.with(wanted, who(), now, Optional.ofNullable(time));
    } catch (Refusal e) {
      throw new IllegalArgumentException(e.problem() + ". " + e.remedy(), e);
    }
  }

  private Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String knob : knobs) {
      int equals = knob.indexOf('=');
      if (equals < 1 || equals == knob.length() - 1) {
        throw new IllegalArgumentException(
            "'"
                + knob
                + "' turns nothing. Write knob=value, as "
                + Knob.RATE.name()
                + "="
                + Knob.RATE.example());
      }
      String name = knob.substring(0, equals);
      try {
        var _ = Knob.require(name);
      } catch (Refusal e) {
        throw new IllegalArgumentException(name + " " + e.problem() + ". " + e.remedy(), e);
      }
      values.put(name, knob.substring(equals + 1));
    }
    if (time != null && values.values().stream().allMatch(DEFAULT::equals)) {
      throw new IllegalArgumentException("--for goes with knobs that are turned: name one");
    }
    return values;
  }

  private static String who() {
    String user = System.getProperty("user.name", "unknown");
    try {
      return user + "@" + InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return user;
    }
  }

  private void out(String line) {
    if (spec != null) {
      spec.commandLine().getOut().println(line);
    }
  }
}
