package dev.hayase.cli;

import dev.hayase.cli.replay.ReplayReport;
import dev.hayase.cli.topics.ReplayTopic;
import dev.hayase.event.replay.ReplayBook;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase replay status`.
@Command(
    name = "status",
    description =
        "How far a replay or redrive is, partition by partition. Exits 0 if it is done, 1 if it has"
            + " failed or was called off, 3 while it goes on.",
    mixinStandardHelpOptions = true)
final class ReplayStatusCommand implements Callable<Integer> {
  private static final int GOES_ON = 3;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ID", description = "As 'hayase replay list' shows it.")
  private String id = "";

  @Mixin private PipelineOption pipeline = new PipelineOption();

  @Override
  public Integer call() {
    ReplayBook book = new ReplayTopic(pipeline.read().kafka()).read();
    ReplayReport report = new ReplayReport(book);
    var order = KnownOrders.require(book, id);
    report.one(order, ZoneId.systemDefault()).forEach(spec.commandLine().getOut()::println);
    return switch (report.state(order)) {
      case "done" -> 0;
      case "failed", "cancelled" -> 1;
      default -> GOES_ON;
    };
  }
}
