package dev.hayase.cli;

import dev.hayase.cli.topics.ReplayTopic;
import dev.hayase.event.replay.ReplayBook;
import dev.hayase.event.replay.ReplayOrder;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase replay cancel`.
@Command(
    name = "cancel",
    description =
        "Calls a replay or redrive off. What it has loaded so far stays: those rows were missing.",
    mixinStandardHelpOptions = true)
final class ReplayCancelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ID", description = "As 'hayase replay list' shows it.")
  private String id = "";

  @Mixin private PipelineOption pipeline = new PipelineOption();

  @Override
  public Integer call() {
    ReplayTopic topic = new ReplayTopic(pipeline.read().kafka());
    ReplayBook book = topic.read();
    ReplayOrder order = KnownOrders.require(book, id);
    if (!book.isOpen(order)) {
      spec.commandLine().getOut().println(id + " is over; there is nothing to call off.");
      return 0;
    }
    if (order.cancelledAt().isEmpty()) {
      topic.write(order.cancelled(Instant.now()));
    }
    spec.commandLine().getOut().println(id + " is called off.");
    return 0;
  }
}
