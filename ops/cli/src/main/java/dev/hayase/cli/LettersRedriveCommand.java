package dev.hayase.cli;

import dev.hayase.cli.letters.LetterBook;
import dev.hayase.cli.replay.ReplayId;
import dev.hayase.cli.topics.LetterTopics;
import dev.hayase.cli.topics.ReplayTopic;
import dev.hayase.event.letter.DeadLetter;
import dev.hayase.event.letter.LetterFilter;
import dev.hayase.event.replay.ReplayBook;
import dev.hayase.event.replay.ReplayOrder;
import dev.hayase.pipeline.Pipeline;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `hayase dead-letters redrive`.
@Command(
    name = "redrive",
    description = {
      "Loads dead letters, in the order that their records had, once their cause is fixed. A letter"
          + " is redriven once; what fails again is parked again, with its new reason and the"
          + " number of its letter before.",
      "",
      "A table that appends gets the row under the record's own partition and offset, unless it is"
          + " there. A mirror gets it only if no later record of its key exists."
    },
    mixinStandardHelpOptions = true)
final class LettersRedriveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LetterOptions options = new LetterOptions();

  @Option(names = "--dry-run", description = "Say what would be redriven, and do nothing.")
  private boolean dryRun;

  @Mixin private RateOption rate = new RateOption();

  @Mixin private PipelineOption pipeline = new PipelineOption();

  @Override
  public Integer call() {
    Pipeline read = pipeline.read();
    LetterFilter filter = options.filter();
    long bytesPerSecond = rate.bytesPerSecond();
    LetterTopics letters = new LetterTopics(read.kafka());
    ReplayTopic orders = new ReplayTopic(read.kafka());
    ReplayBook replays = orders.read();
    PrintWriter out = spec.commandLine().getOut();
    boolean any = false;
    for (String topic : options.topics(read, letters)) {
      LetterBook book = letters.read(topic);
      List<DeadLetter> open = book.open(filter, replays);
      if (open.isEmpty()) {
        continue;
      }
      any = true;
      describe(out, topic, open);
      if (!dryRun) {
        ReplayOrder order =
            new ReplayOrder(
                ReplayId.next("d", Instant.now()),
                topic,
                LetterBook.ranges(open),
                bytesPerSecond,
                Optional.of(new ReplayOrder.Letters(book.end(), filter)),
                new TreeMap<>(),
                Instant.now(),
                Optional.empty());
        orders.write(order);
        out.println("  ordered as " + order.id() + "; see: hayase replay status " + order.id());
      }
    }
    if (!any) {
      out.println("No open dead letter fits: there is nothing to redrive.");
    } else if (dryRun) {
      out.println("Nothing was ordered (--dry-run).");
    }
    return 0;
  }

  private static void describe(PrintWriter out, String topic, List<DeadLetter> open) {
    out.println(
        "%s: %,d letters into %s"
            .formatted(
                topic,
                open.size(),
                open.stream()
                    .map(DeadLetter::table)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "))));
    LetterBook.ranges(open)
        .forEach((partition, range) ->
            out.println(
                "  partition %d, offsets %d to %d: %,d"
                    .formatted(
                        partition,
                        range.from(),
                        range.to() - 1,
                        open.stream().filter(l -> l.partition() == partition).count())));
    open.stream()
        .collect(Collectors.groupingBy(DeadLetter::code, TreeMap::new, Collectors.counting()))
        .forEach((code, count) -> out.println("  %s: %,d".formatted(code, count)));
  }
}
