package dev.hayase.cli;

import dev.hayase.event.order.CaptureOrder.Pause;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase pause`: stops the capture of a source.
@Command(
    name = "pause",
    description = {
      "Stops the capture of a source until it is resumed. Its place stays, also over restarts. The database keeps its log meanwhile, which needs room there: watch the disk."
    },
    mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SOURCE", description = "The source, as in the pipeline.")
  private String source = "";

  @Mixin private PipelineOption pipeline = new PipelineOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    return OrderedSource.find(pipeline.read(), source)
        .give(
            new Pause(),
            spec.commandLine().getOut(),
            "paused; the database keeps its log until it is resumed");
  }
}
