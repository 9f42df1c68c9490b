package dev.hayase.cli;

import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalEmulator;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `hayase emulator`: the BigQuery emulator alone.
@Command(
    name = "emulator",
    description = "Runs the BigQuery emulator until Ctrl-C.",
    mixinStandardHelpOptions = true)
final class EmulatorCommand implements Callable<Integer> {
  @Option(
      names = "--rest-port",
      paramLabel = "N",
      defaultValue = "9050",
      description = "Port of the REST API (default: ${DEFAULT-VALUE}).")
  private int restPort;

  @Option(
      names = "--grpc-port",
      paramLabel = "N",
      defaultValue = "9060",
      description = "Port of the Storage Write API (default: ${DEFAULT-VALUE}).")
  private int grpcPort;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where the tables are kept (default: .hayase/emulator in the checkout).")
  private @Nullable Path folder;

  @Override
  public Integer call() throws InterruptedException {
    HayaseHome home = HayaseHome.current();
    Path chosen = (folder == null ? home.root().resolve(".hayase/emulator") : folder);
    try (LocalEmulator emulator =
        LocalEmulator.start(
            home,
            chosen.toAbsolutePath(),
            chosen.toAbsolutePath().resolve("emulator.log"),
            restPort,
            grpcPort)) {
      Runtime.getRuntime().addShutdownHook(new Thread(emulator::stop, "emulator-stop"));
      System.out.println(
          "BigQuery emulator: REST "
              + emulator.restEndpoint()
              + ", gRPC "
              + emulator.grpcEndpoint());
      return emulator.process().awaitExit();
    }
  }
}
