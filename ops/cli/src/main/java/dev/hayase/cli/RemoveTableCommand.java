package dev.hayase.cli;

import dev.hayase.event.order.CaptureOrder.RemoveTable;
import dev.hayase.event.topic.ChangeTopic;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase remove-table`: has a table captured no longer.
@Command(
    name = "remove-table",
    description = {
      "Has a table captured no longer, until it is added again. Its topic and what was loaded of it stay; the other tables go on."
    },
    mixinStandardHelpOptions = true)
final class RemoveTableCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "SOURCE", description = "The source, as in the pipeline.")
  private String source = "";

  @Parameters(index = "1", paramLabel = "TABLE", description = "table or schema.table")
  private String table = "";

  @Mixin private PipelineOption pipeline = new PipelineOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    OrderedSource ordered = OrderedSource.find(pipeline.read(), source);
    ChangeTopic topic = ordered.table(table);
    return ordered.give(
        new RemoveTable(topic),
        spec.commandLine().getOut(),
        "%s is captured no longer".formatted(topic));
  }
}
