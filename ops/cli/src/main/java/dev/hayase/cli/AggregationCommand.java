package dev.hayase.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `hayase aggregation`: tables that follow from others.
@Command(
    name = "aggregation",
    description =
        "Aggregations: how they are, whether their tables hold what their SQL says, and building"
            + " them anew.",
    subcommands = {
      AggregationStatusCommand.class,
      AggregationVerifyCommand.class,
      AggregationRebuildCommand.class,
      AggregationUnreadCommand.class,
      AggregationDiscardCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  hayase aggregation status",
      "  hayase aggregation verify revenue",
      "  hayase aggregation rebuild revenue",
      "  hayase aggregation discard revenue",
      "  hayase aggregation unread list"
    },
    mixinStandardHelpOptions = true)
final class AggregationCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what: status, verify, rebuild, discard or unread");
  }
}
