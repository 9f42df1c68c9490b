package dev.hayase.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `hayase aggregation`: tables that follow from others.
@Command(
    name = "aggregation",
    description = "Aggregations: whether their tables hold what their SQL says.",
    subcommands = {AggregationVerifyCommand.class},
    footer = {"", "Example:", "  hayase aggregation verify revenue"},
    mixinStandardHelpOptions = true)
final class AggregationCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what: verify");
  }
}
