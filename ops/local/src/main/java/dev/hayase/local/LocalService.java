package dev.hayase.local;

import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.FreePort;
import dev.hayase.local.process.JavaCommand;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// One of Hayase's services in a child JVM. It can be killed and restarted on the same port, and it
/// dies with the process that started it.
public final class LocalService extends LocalPart {
  private static final String HEAP = "512m";
  private static final String LOG_HEAP = "256m";
  private static final Duration START_LIMIT = Duration.ofMinutes(4);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final String name;
  private final Function<List<String>, JavaCommand> command;
  private final Path pipeline;
  private final Map<String, String> environment;
  private final Path log;
  private final int port;

  private LocalService(
      String name,
      Function<List<String>, JavaCommand> command,
      Path pipeline,
      Map<String, String> environment,
      Path log,
      int port) {
    super(STOP_LIMIT);
    this.name = name;
    this.command = command;
    this.pipeline = pipeline;
    this.environment = Map.copyOf(environment);
    this.log = log;
    this.port = port;
  }

  /// Starts `cdc-service`; returns when it is alive, which is before it is ready.
  ///
  /// @param environment what the pipeline file refers to
  public static LocalService cdc(
      HayaseHome home, Path pipeline, Map<String, String> environment, Path log) {
    return start(home, Program.CDC_SERVICE, pipeline, environment, log, HEAP);
  }

  /// Starts `cdc-service` with a heap of another size, such as `256m`.
  public static LocalService cdc(
      HayaseHome home, Path pipeline, Map<String, String> environment, Path log, String heap) {
    return start(home, Program.CDC_SERVICE, pipeline, environment, log, heap);
  }

  /// Starts one of several `cdc-service` under a name of its own; returns when it is alive, which
  /// is before it is ready.
  ///
  /// @param environment what the pipeline file refers to
  public static LocalService cdc(
      HayaseHome home, String name, Path pipeline, Map<String, String> environment, Path log) {
    return started(
        new LocalService(
            name,
            arguments -> home.command(Program.CDC_SERVICE, HEAP, arguments),
            pipeline,
            environment,
            log,
            FreePort.next()));
  }

  /// Starts `loader-service`; returns when it is alive, which is before it is ready.
  ///
  /// @param environment what the pipeline file refers to
  public static LocalService loader(
      HayaseHome home, Path pipeline, Map<String, String> environment, Path log) {
    return loader(home, pipeline, environment, log, HEAP);
  }

  /// Starts `loader-service` with a heap of another size, such as `256m`.
  public static LocalService loader(
      HayaseHome home, Path pipeline, Map<String, String> environment, Path log, String heap) {
    return start(home, Program.LOADER_SERVICE, pipeline, environment, log, heap);
  }

  /// Starts one of several `loader-service` under a name of its own; returns when it is alive,
  /// which is before it is ready.
  ///
  /// @param environment what the pipeline file refers to
  public static LocalService loader(
      LoaderImage image, String name, Path pipeline, Map<String, String> environment, Path log) {
    return started(
        new LocalService(name, image::command, pipeline, environment, log, FreePort.next()));
  }

  /// Starts `log-service`; returns when it is alive, which is before it is ready.
  ///
  /// @param environment what the pipeline file refers to
  public static LocalService log(
      HayaseHome home, Path pipeline, Map<String, String> environment, Path log) {
    return log(home, pipeline, environment, log, FreePort.next());
  }

  /// Starts `log-service` on a port that its clients know.
  public static LocalService log(
      HayaseHome home, Path pipeline, Map<String, String> environment, Path log, int port) {
    return start(home, Program.LOG_SERVICE, pipeline, environment, log, LOG_HEAP, port);
  }

  private static LocalService start(
      HayaseHome home,
      Program program,
      Path pipeline,
      Map<String, String> environment,
      Path log,
      String heap) {
    return start(home, program, pipeline, environment, log, heap, FreePort.next());
  }

  /// Starts `aggregation-service`; returns when it is alive, which is before it is ready.
  ///
  /// @param environment what the pipeline file refers to
  /// @param state the folder of its local state, which is its own
  public static LocalService aggregation(
      HayaseHome home, Path pipeline, Map<String, String> environment, Path log, Path state) {
    return started(
        new LocalService(
            Program.AGGREGATION_SERVICE.label(),
            arguments ->
                home.command(
                    Program.AGGREGATION_SERVICE,
                    HEAP,
                    Stream.concat(
                            arguments.stream(),
                            Stream.of("--hayase.state=" + state.toAbsolutePath()))
                        .toList()),
            pipeline,
            environment,
            log,
            FreePort.next()));
  }

  private static LocalService start(
      HayaseHome home,
      Program program,
      Path pipeline,
      Map<String, String> environment,
      Path log,
      String heap,
      int port) {
    return started(
        new LocalService(
            program.label(),
            arguments -> home.command(program, heap, arguments),
            pipeline,
            environment,
            log,
            port));
  }

  public String name() {
    return name;
  }

  /// An address of its HTTP surface, such as `/actuator/health`.
  public URI at(String path) {
    return URI.create("http://localhost:" + port + path);
  }

  @Override
  ChildProcess launch() {
    List<String> arguments =
        List.of(
            "--hayase.pipeline=" + pipeline.toAbsolutePath(),
            "--server.port=" + port,
            "--hayase.parent-pid=" + ProcessHandle.current().pid());
    return ChildProcess.start(name, command.apply(arguments), environment, log);
  }

  @Override
  void awaitReady(ChildProcess started) {
    started.awaitReady(START_LIMIT, () -> Reachable.http(at("/actuator/health/liveness")));
  }
}
