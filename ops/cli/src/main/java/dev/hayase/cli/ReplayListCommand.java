package dev.hayase.cli;

import dev.hayase.cli.replay.ReplayReport;
import dev.hayase.cli.topics.ReplayTopic;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `hayase replay list`.
@Command(
    name = "list",
    description = "Every replay and redrive that was ordered, and how far it is.",
    mixinStandardHelpOptions = true)
final class ReplayListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private PipelineOption pipeline = new PipelineOption();

  @Override
  public Integer call() {
    new ReplayReport(new ReplayTopic(pipeline.read().kafka()).read())
        .all(ZoneId.systemDefault())
        .forEach(spec.commandLine().getOut()::println);
    return 0;
  }
}
