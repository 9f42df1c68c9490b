package dev.hayase.local;

import dev.hayase.local.supervisor.Death;
import dev.hayase.local.supervisor.RestartPolicy;
import dev.hayase.local.supervisor.Supervisor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Both services, supervised, for a pipeline whose other parts run elsewhere.
public final class LocalServices implements AutoCloseable {
  private final Supervisor supervisor =
      new Supervisor(RestartPolicy.DEFAULT, InstantSource.system());
  private final LocalService cdc;
  private final LocalService loader;

  private LocalServices(LocalService cdc, LocalService loader) {
    this.cdc = cdc;
    this.loader = loader;
  }

  /// Starts both; returns when they are alive.
  ///
  /// @param pipeline the pipeline file; what it refers to is taken from our environment
  public static LocalServices start(HayaseHome home, Path pipeline, Path logs) {
    LocalService cdc = LocalService.cdc(home, pipeline, Map.of(), logs.resolve("cdc-service.log"));
    try {
      LocalService loader =
          LocalService.loader(home, pipeline, Map.of(), logs.resolve("loader-service.log"));
      LocalServices services = new LocalServices(cdc, loader);
      services.supervisor.watch(cdc);
      services.supervisor.watch(loader);
      return services;
    } catch (RuntimeException e) {
      cdc.close();
      throw e;
    }
  }

  public LocalService cdc() {
    return cdc;
  }

  public LocalService loader() {
    return loader;
  }

  /// Deaths so far, oldest first.
  public List<Death> deaths() {
    return supervisor.deaths();
  }

  @Override
  public void close() {
    supervisor.close();
    loader.close();
    cdc.close();
  }
}
