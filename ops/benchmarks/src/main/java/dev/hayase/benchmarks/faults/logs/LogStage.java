package dev.hayase.benchmarks.faults.logs;

import dev.hayase.local.HayaseHome;
import dev.hayase.local.LocalBroker;
import dev.hayase.local.LocalEmulator;
import dev.hayase.local.LocalPart;
import dev.hayase.local.LocalPipeline;
import dev.hayase.local.LocalService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A broker, two log-services before it, and a loader with BigQuery's emulator behind it, each a
/// process of its own.
final class LogStage implements AutoCloseable {
  static final String STREAM = "clicks";
  static final String DATASET = "logs";

  private final LocalBroker broker;
  private final LocalEmulator emulator;
  private final LocalService loader;
  private final List<LocalService> services;

  private LogStage(
      LocalBroker broker,
      LocalEmulator emulator,
      LocalService loader,
      List<LocalService> services) {
    this.broker = broker;
    this.emulator = emulator;
    this.loader = loader;
    this.services = services;
  }

  static LogStage start(HayaseHome home, Path folder) throws IOException {
    List<LocalPart> started = new ArrayList<>();
    try {
      LocalBroker broker = LocalBroker.start(folder.resolve("kafka"), folder.resolve("kafka.log"));
      started.add(broker);
      LocalEmulator emulator =
          LocalEmulator.start(home, folder.resolve("bigquery"), folder.resolve("bigquery.log"));
      started.add(emulator);
      Path pipeline = folder.resolve("pipeline.yaml");
      Files.writeString(
          pipeline,
          """
          version: 1
          kafka: {bootstrap-servers: "%s"}
          bigquery: {project: %s, dataset: %s, endpoint: {rest: "%s", grpc: "%s"}}
          log: {open: true, memory: 4MiB, largest-request: 1MiB}
          streams:
            %s: {event-id: id, require-event-id: true, largest-event: 4KiB}
          """
              .formatted(
                  broker.bootstrapServers(),
                  LocalPipeline.PROJECT,
                  DATASET,
                  emulator.restEndpoint(),
                  emulator.grpcEndpoint(),
                  STREAM));
      List<LocalService> services = new ArrayList<>();
      for (int i = 0; i < LogFault.SERVICES; i++) {
        LocalService service =
            LocalService.log(home, pipeline, Map.of(), folder.resolve("log-service-" + i + ".log"));
        started.add(service);
        services.add(service);
      }
      LocalService loader =
          LocalService.loader(home, pipeline, Map.of(), folder.resolve("loader-service.log"));
      return new LogStage(broker, emulator, loader, services);
    } catch (RuntimeException | IOException e) {
      started.forEach(LocalPart::kill);
      throw e;
    }
  }

  LocalBroker broker() {
    return broker;
  }

  LocalService service(int index) {
    return services.get(index);
  }

  List<LocalService> services() {
    return services;
  }

  String rest() {
    return emulator.restEndpoint();
  }

  @Override
  public void close() {
    services.forEach(LocalPart::kill);
    loader.kill();
    emulator.kill();
    broker.kill();
  }
}
