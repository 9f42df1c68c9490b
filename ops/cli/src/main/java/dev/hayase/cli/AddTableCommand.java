package dev.hayase.cli;

import dev.hayase.event.order.CaptureOrder.AddTable;
import dev.hayase.event.topic.ChangeTopic;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase add-table`: has a table captured that was not there when the capture began.
@Command(
    name = "add-table",
    description = {
      "Has a table captured that the source's patterns take in, and that was not there, or could not be captured, when the capture began. Its rows are read beside its changes; the other tables go on."
    },
    mixinStandardHelpOptions = true)
final class AddTableCommand implements Callable<Integer> {
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
        new AddTable(topic),
        spec.commandLine().getOut(),
        "%s is captured, and its rows are read".formatted(topic));
  }
}
