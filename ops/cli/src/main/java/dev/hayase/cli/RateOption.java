package dev.hayase.cli;

import dev.hayase.cli.replay.Amounts;
import picocli.CommandLine.Option;

/// How fast records are loaded again.
final class RateOption {
  @Option(
      names = "--rate",
      paramLabel = "BYTES/s",
      defaultValue = "10MB/s",
      description =
          "At most so fast, all partitions of a topic together (default: ${DEFAULT-VALUE}).")
  private String rate = "10MB/s";

  long bytesPerSecond() {
    return Amounts.rate(rate);
  }
}
