package dev.hayase.local;

import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The BigQuery emulator in a child JVM. It can be killed and restarted on the same ports and data,
/// and it dies with the process that started it.
public final class LocalEmulator extends LocalPart {
  private static final Duration START_LIMIT = Duration.ofMinutes(4);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final HayaseHome home;
  private final Path folder;
  private final Path log;
  private final int restPort;
  private final int grpcPort;

  private LocalEmulator(HayaseHome home, Path folder, Path log, int restPort, int grpcPort) {
    super(STOP_LIMIT);
    this.home = home;
    this.folder = folder;
    this.log = log;
    this.restPort = restPort;
    this.grpcPort = grpcPort;
  }

  /// Starts it on free ports with its data under `folder`; returns when it answers.
  public static LocalEmulator start(HayaseHome home, Path folder, Path log) {
    return start(home, folder, log, FreePort.next(), FreePort.next());
  }

  /// Starts it on the given ports; returns when it answers.
  public static LocalEmulator start(
      HayaseHome home, Path folder, Path log, int restPort, int grpcPort) {
    return started(new LocalEmulator(home, folder, log, restPort, grpcPort));
  }

  /// Runs it with its own options on our terminal, until it ends or we do.
  ///
  /// @return its exit status
  public static int runInForeground(HayaseHome home, List<String> options)
      throws InterruptedException {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of("--parent-pid", Long.toString(ProcessHandle.current().pid())));
    ChildProcess process =
        ChildProcess.inForeground(
            Program.BIGQUERY_EMULATOR.label(),
            home.command(Program.BIGQUERY_EMULATOR, "1g", arguments),
            home.root().resolve(".hayase"));
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> process.stop(STOP_LIMIT), "emulator-stop"));
    return process.awaitExit();
  }

  /// The REST endpoint.
  public String restEndpoint() {
    return "http://localhost:" + restPort;
  }

  /// The gRPC endpoint, `host:port`.
  public String grpcEndpoint() {
    return "localhost:" + grpcPort;
  }

  @Override
  ChildProcess launch() {
    List<String> arguments =
        List.of(
            "--rest-port",
            Integer.toString(restPort),
            "--grpc-port",
            Integer.toString(grpcPort),
            "--data",
            folder.toString(),
            "--parent-pid",
            Long.toString(ProcessHandle.current().pid()));
    return ChildProcess.start(
        Program.BIGQUERY_EMULATOR.label(),
        home.command(Program.BIGQUERY_EMULATOR, "768m", arguments),
        log);
  }

  @Override
  void awaitReady(ChildProcess started) {
    started.awaitReady(START_LIMIT, () -> Reachable.tcp(restPort) && Reachable.tcp(grpcPort));
  }
}
