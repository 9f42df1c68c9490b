package dev.hayase.cli;

import dev.hayase.event.order.CaptureOrder.Resume;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase resume`: goes on with a source that was paused.
@Command(
    name = "resume",
    description = {"Goes on with a source that was paused, where it was."},
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SOURCE", description = "The source, as in the pipeline.")
  private String source = "";

  @Mixin private PipelineOption pipeline = new PipelineOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    return OrderedSource.find(pipeline.read(), source)
        .give(new Resume(), spec.commandLine().getOut(), "goes on where it was paused");
  }
}
