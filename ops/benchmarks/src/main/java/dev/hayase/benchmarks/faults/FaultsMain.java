package dev.hayase.benchmarks.faults;

import dev.hayase.benchmarks.faults.aggregation.AggregationFaultsCommand;
import dev.hayase.benchmarks.faults.cdc.CdcFaultsCommand;
import dev.hayase.benchmarks.faults.logs.LogFaultsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line.
@Command(
    name = "faults",
    description = "Hurts Hayase's services on a random schedule, and compares what is left.",
    mixinStandardHelpOptions = true,
    subcommands = {
      LoaderFaultsCommand.class,
      LogFaultsCommand.class,
      AggregationFaultsCommand.class,
      CdcFaultsCommand.class
    })
public final class FaultsMain {
  public static void main(String[] arguments) {
    // A broker that is killed makes its clients talk.
    System.setProperty("org.slf4j.simpleLogger.log.org.apache.kafka", "off");
    System.exit(new CommandLine(new FaultsMain()).execute(arguments));
  }
}
