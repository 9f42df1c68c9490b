package dev.hayase.cli;

import dev.hayase.cli.screen.TextTable;
import dev.hayase.cli.topics.ReplayTopic;
import dev.hayase.cli.topics.TopicOffsets;
import dev.hayase.event.replay.ReplayBook;
import dev.hayase.event.replay.ReplayOrder;
import dev.hayase.pipeline.KafkaCluster;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase replay undo`.
@Command(
    name = "undo",
    description = {
      "Calls a replay off, if it goes on, and sees to it that the loaders' positions are not behind"
          + " those that they had when it was ordered.",
      "",
      "A replay itself moves no position. One that was moved back since by other means, as"
          + " kafka-consumer-groups --reset-offsets, is restored; for that no loader may run."
    },
    mixinStandardHelpOptions = true)
final class ReplayUndoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ID", description = "As 'hayase replay list' shows it.")
  private String id = "";

  @Mixin private PipelineOption pipeline = new PipelineOption();

  @Override
  public Integer call() {
    KafkaCluster cluster = pipeline.read().kafka();
    PrintWriter out = spec.commandLine().getOut();
    ReplayTopic topic = new ReplayTopic(cluster);
    ReplayBook book = topic.read();
    ReplayOrder order = KnownOrders.require(book, id);
    if (book.isOpen(order) && order.cancelledAt().isEmpty()) {
      topic.write(order.cancelled(Instant.now()));
      out.println(id + " is called off.");
    }
    try (TopicOffsets offsets = new TopicOffsets(cluster, order.topic())) {
      SortedMap<Integer, Long> behind = behind(order, offsets.committed(), out);
      if (behind.isEmpty()) {
        out.println("No position is behind: nothing has to be restored.");
        return 0;
      }
      if (offsets.loadersRun()) {
        throw new IllegalStateException(
            "Positions were moved back since, and loaders run: stop them, then call this again");
      }
      offsets.commit(behind);
      out.println("Restored. Start the loaders again.");
    }
    return 0;
  }

  private static SortedMap<Integer, Long> behind(
      ReplayOrder order, SortedMap<Integer, Long> now, PrintWriter out) {
    SortedMap<Integer, Long> behind = new TreeMap<>();
    List<List<String>> rows = new ArrayList<>();
    order
        .before()
        .forEach((partition, before) -> {
          long present = now.getOrDefault(partition, 0L);
          if (present < before) {
            behind.put(partition, before);
          }
          rows.add(
              List.of(
                  Integer.toString(partition),
                  Long.toString(before),
                  Long.toString(present),
                  present < before ? "moved back" : ""));
        });
    new TextTable(List.of("partition", "before", "now", ""), rows).lines().forEach(out::println);
    return behind;
  }
}
