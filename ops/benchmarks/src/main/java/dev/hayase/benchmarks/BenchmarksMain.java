package dev.hayase.benchmarks;

import dev.hayase.benchmarks.aggregation.AggregationCommand;
import dev.hayase.benchmarks.cdc.CdcCommand;
import dev.hayase.benchmarks.encoder.EncoderCommand;
import dev.hayase.benchmarks.loader.LoaderCommand;
import dev.hayase.benchmarks.logs.LogsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line.
@Command(
    name = "run",
    description = "Measures how fast the parts of Hayase are.",
    mixinStandardHelpOptions = true,
    subcommands = {
      EmulatorCommand.class,
      LoaderCommand.class,
      LogsCommand.class,
      AggregationCommand.class,
      CdcCommand.class,
      EncoderCommand.class
    })
public final class BenchmarksMain {
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new BenchmarksMain()).execute(arguments));
  }
}
