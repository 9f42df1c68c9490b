package dev.hayase.cli;

import dev.hayase.cli.replay.LoadedTable;
import dev.hayase.cli.replay.Moment;
import dev.hayase.cli.replay.ReplayId;
import dev.hayase.cli.replay.ReplayPlan;
import dev.hayase.cli.topics.ReplayTopic;
import dev.hayase.cli.topics.TopicOffsets;
import dev.hayase.event.replay.ReplayOrder;
import dev.hayase.pipeline.KafkaCluster;
import dev.hayase.pipeline.Pipeline;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase replay`: loads a stretch of a topic again, beside the live flow.
@Command(
    name = "replay",
    description = {
      "Loads what a table's topic holds between two times again, while the loaders run and the live"
          + " flow goes on. Rows that are there are skipped; nothing is doubled.",
      "",
      "Times are those at which the broker took the records."
    },
    footer = {
      "",
      "Examples:",
      "  hayase replay answers --from 2026-11-22T10:00+09:00 --plan",
      "  hayase replay answers --from 2026-11-22T10:00+09:00 --to 2026-11-22T12:00+09:00 --rate"
          + " 5MB/s",
      "  hayase replay list",
      "",
      "A table that is named like a subcommand is written with its schema: public.list"
    },
    synopsisSubcommandLabel = "[COMMAND]",
    subcommands = {
      ReplayListCommand.class,
      ReplayStatusCommand.class,
      ReplayCancelCommand.class,
      ReplayUndoCommand.class
    },
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "TABLE",
      description = "table, schema.table or source.schema.table, or the topic of another producer.")
  private @Nullable String table;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "From this time on: 2026-11-22T10:00+09:00, 2026-11-22T01:00Z, 2026-11-22T10:00 (this"
              + " machine's zone), 2h (so long ago), or earliest.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Before this time (default: up to now).")
  private @Nullable String to;

  @Option(names = "--plan", description = "Say what would be done, and do nothing.")
  private boolean planOnly;

  @Mixin private RateOption rate = new RateOption();

  @Option(
      names = "--despite-gaps",
      description = "Replay what there is, though older records are gone by retention.")
  private boolean despiteGaps;

  @Mixin private PipelineOption pipeline = new PipelineOption();

  @Override
  public Integer call() {
    if (table == null) {
      throw new ParameterException(
          spec.commandLine(), "Say which TABLE, or one of: list, status, cancel, undo");
    }
    if (from == null) {
      throw new ParameterException(
          spec.commandLine(),
          "Say from when: --from 2026-11-22T10:00+09:00, --from 2h or --from earliest");
    }
    Pipeline read = pipeline.read();
    KafkaCluster cluster = read.kafka();
    LoadedTable loaded = LoadedTables.find(read, table);
    try (TopicOffsets offsets = new TopicOffsets(cluster, loaded.topic())) {
      ReplayPlan plan = plan(loaded, offsets, Instant.now(), ZoneId.systemDefault());
      PrintWriter out = spec.commandLine().getOut();
      plan.lines().forEach(out::println);
      out.println();
      if (planOnly) {
        out.println("Nothing was ordered: without --plan it would be.");
        return 0;
      }
      if (!plan.gaps().isEmpty() && !despiteGaps) {
        throw new IllegalStateException(
            "Records of that time are gone, so the table would not be complete after it. Order with"
                + " --despite-gaps, or take a new snapshot");
      }
      ReplayOrder order = order(plan, offsets);
      new ReplayTopic(cluster).write(order);
      out.println("Ordered as " + order.id() + ". A running loader begins within a second.");
      out.println("  hayase replay status " + order.id());
      if (!offsets.loadersRun()) {
        out.println("No loader is running now: it begins when one does.");
      }
    }
    return 0;
  }

  private ReplayPlan plan(LoadedTable loaded, TopicOffsets offsets, Instant now, ZoneId zone) {
    Moment first = Moment.parse(String.valueOf(from), now, zone);
    Optional<Instant> last = last(first, now, zone);
    List<String> warnings = new ArrayList<>();
    offsets.foreignClock().ifPresent(warnings::add);
    return new ReplayPlan(
        loaded,
        "From "
            + (first instanceof Moment.At(Instant at)
                ? Moment.text(at, zone)
                : "the oldest record there is")
            + last.map(at -> " to before " + Moment.text(at, zone)).orElse(" up to now"),
        offsets.between(first, last),
        rate.bytesPerSecond(),
        warnings);
  }

  private Optional<Instant> last(Moment first, Instant now, ZoneId zone) {
    if (to == null) {
      return Optional.empty();
    }
    if (!(Moment.parse(to, now, zone) instanceof Moment.At(Instant at))) {
      throw new IllegalArgumentException("--to takes a time, and '" + to + "' is none");
    }
    if (at.isAfter(now)) {
      throw new IllegalArgumentException(
          "--to lies in the future. Leave it out to replay up to now; what comes later is loaded"
              + " anyway");
    }
    if (first instanceof Moment.At(Instant begin) && !begin.isBefore(at)) {
      throw new IllegalArgumentException("--from is not before --to");
    }
    return Optional.of(at);
  }

  private static ReplayOrder order(ReplayPlan plan, TopicOffsets offsets) {
    return new ReplayOrder(
        ReplayId.next("r", Instant.now()),
        plan.table().topic(),
        plan.ranges(),
        plan.bytesPerSecond(),
        Optional.empty(),
        offsets.committed(),
        Instant.now(),
        Optional.empty());
  }
}
