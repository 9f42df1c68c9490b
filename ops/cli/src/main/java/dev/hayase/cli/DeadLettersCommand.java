package dev.hayase.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `hayase dead-letters`: records that could not be loaded.
@Command(
    name = "dead-letters",
    description =
        "Records that could not be loaded: which there are and why, and loading them once the cause"
            + " is fixed.",
    subcommands = {LettersListCommand.class, LettersShowCommand.class, LettersRedriveCommand.class},
    footer = {
      "",
      "Examples:",
      "  hayase dead-letters list",
      "  hayase dead-letters list --topic payments --where code=unfit-value",
      "  hayase dead-letters show payments 17",
      "  hayase dead-letters redrive --topic payments --where column=amount --dry-run"
    },
    mixinStandardHelpOptions = true)
final class DeadLettersCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what: list, show or redrive");
  }
}
