package dev.hayase.cli;

import dev.hayase.event.order.CaptureOrder.RestartFromNow;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hayase restart`: follows a source from now on whose log was lost.
@Command(
    name = "restart",
    description = {
      "Follows a source from now on, with a new replication slot, when its log was lost. What changed"
          + " between is in no topic: --resnapshot-gap has every table read anew, beside its changes,"
          + " after which mirrors are right again. Histories keep the gap."
    },
    mixinStandardHelpOptions = true)
final class RestartCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SOURCE", description = "The source, as in the pipeline.")
  private String source = "";

  @Option(names = "--from-now", description = "Gives up what was not read of the log.")
  private boolean fromNow;

  @Option(names = "--resnapshot-gap", description = "Has every table with a key read anew.")
  private boolean resnapshot;

  @Mixin private PipelineOption pipeline = new PipelineOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (!fromNow) {
      throw new ParameterException(spec.commandLine(), "Say from where: --from-now");
    }
    String done =
        resnapshot
            ? "goes on from now; its tables are read anew, which closes the gap"
            : "goes on from now. What changed since it was read last is in no topic: have the tables"
                + " read anew by hayase snapshot %s TABLE".formatted(source);
    return OrderedSource.find(pipeline.read(), source)
        .give(new RestartFromNow(resnapshot), spec.commandLine().getOut(), done);
  }
}
