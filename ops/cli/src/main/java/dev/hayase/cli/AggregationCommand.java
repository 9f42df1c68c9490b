package dev.hayase.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `hayase aggregation`: tables that follow from others.
@Command(
    name = "aggregation",
    description =
        "Aggregations: whether their tables hold what their SQL says, and building them anew.",
    subcommands = {
      AggregationVerifyCommand.class,
      AggregationRebuildCommand.class,
      AggregationDiscardCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  hayase aggregation verify revenue",
      "  hayase aggregation rebuild revenue",
      "  hayase aggregation discard revenue"
    },
    mixinStandardHelpOptions = true)
final class AggregationCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what: verify, rebuild or discard");
  }
}
