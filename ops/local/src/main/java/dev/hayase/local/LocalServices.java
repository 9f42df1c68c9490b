package dev.hayase.local;

import dev.hayase.local.supervisor.Death;
import dev.hayase.local.supervisor.RestartPolicy;
import dev.hayase.local.supervisor.Supervisor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The services, supervised, for a pipeline whose other parts run elsewhere.
public final class LocalServices implements AutoCloseable {
  private final Supervisor supervisor =
      new Supervisor(RestartPolicy.DEFAULT, InstantSource.system());
  private final List<LocalService> services = new ArrayList<>();

  private LocalServices() {}

  /// Starts them; returns when they are alive.
  ///
  /// @param pipeline the pipeline file; what it refers to is taken from our environment
  /// @param logPort where `log-service` takes events; without it there is none
  /// @param state the folder of `aggregation-service`; without it there is none
  public static LocalServices start(
      HayaseHome home, Path pipeline, Path logs, OptionalInt logPort, Optional<Path> state) {
    LocalServices started = new LocalServices();
    try {
      started.add(LocalService.cdc(home, pipeline, Map.of(), logs.resolve("cdc-service.log")));
      started.add(
          LocalService.loader(home, pipeline, Map.of(), logs.resolve("loader-service.log")));
      logPort.ifPresent(port ->
          started.add(
              LocalService.log(home, pipeline, Map.of(), logs.resolve("log-service.log"), port)));
      state.ifPresent(folder ->
          started.add(
              LocalService.aggregation(
                  home, pipeline, Map.of(), logs.resolve("aggregation-service.log"), folder)));
      started.services.forEach(started.supervisor::watch);
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  private void add(LocalService service) {
    services.add(service);
  }

  /// In the order of their start.
  public List<LocalService> services() {
    return List.copyOf(services);
  }

  /// Deaths so far, oldest first.
  public List<Death> deaths() {
    return supervisor.deaths();
  }

  @Override
  public void close() {
    supervisor.close();
    services.reversed().forEach(LocalService::close);
  }
}
