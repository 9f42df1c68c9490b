package dev.hayase.local;

import dev.hayase.local.process.Folders;
import dev.hayase.local.supervisor.Death;
import dev.hayase.local.supervisor.RestartPolicy;
import dev.hayase.local.supervisor.Supervisor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The whole system on this machine, each part a process of its own, supervised.
///
/// First [#start], which brings up the broker, PostgreSQL and the emulator; then the tables are
/// created; then [#startServices].
public final class LocalPlatform implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalPlatform.class);
  private static final String KAFKA = "kafka";
  private static final String POSTGRES = "postgres";
  private static final String BIGQUERY = "bigquery-emulator";
  private static final String LOGS = "logs";
  private static final String AGGREGATIONS = "aggregations";

  private final HayaseHome home;
  private final Path folder;
  private final Supervisor supervisor =
      new Supervisor(RestartPolicy.DEFAULT, InstantSource.system());
  private final List<AutoCloseable> inStartOrder = new ArrayList<>();
  private final SequencedMap<String, Duration> startUp = new LinkedHashMap<>();
  private final ProcessMemory memory = new ProcessMemory();
  private @Nullable LocalBroker broker;
  private @Nullable LocalPostgres postgres;
  private @Nullable LocalEmulator emulator;
  private final List<LocalService> captures = new CopyOnWriteArrayList<>();
  private @Nullable LocalService loader;
  private @Nullable LocalService logService;
  private @Nullable LocalService aggregation;
  private boolean closed;

  private LocalPlatform(HayaseHome home, Path folder) {
    this.home = home;
    this.folder = folder;
  }

  /// Starts broker, PostgreSQL and emulator side by side, with their data and logs under `folder`;
  /// returns when all of them answer.
  public static LocalPlatform start(HayaseHome home, Path folder) {
    LocalPlatform platform = new LocalPlatform(home, folder);
    try {
      platform.startStores();
      return platform;
    } catch (RuntimeException e) {
      platform.close();
      throw e;
    }
  }

  /// Removes what an earlier run left under `folder`, and stops what it left running.
  public static void clear(Path folder) {
    LocalPostgres.clear(folder.resolve(POSTGRES));
    Folders.delete(folder.resolve(KAFKA));
    Folders.delete(folder.resolve(BIGQUERY));
    Folders.delete(folder.resolve(LOGS));
    Folders.delete(folder.resolve(AGGREGATIONS));
  }

  /// Writes the pipeline file and starts the services, `log-service` only if there are streams, and
  /// `aggregation-service` only if there are aggregations; returns when they are alive.
  public void startServices(LocalPipeline pipeline) {
    startServices(pipeline, 1);
  }

  /// The same with several `cdc-service`, which share the sources.
  public void startServices(LocalPipeline pipeline, int captureReplicas) {
    write(pipeline.yaml(broker().bootstrapServers(), postgres(), emulator()));
    inParallel(
        () -> startCaptures(captureReplicas),
        () -> loader = started("loader-service", LocalService::loader),
        () ->
            logService =
                pipeline.streams().isEmpty() ? null : started("log-service", LocalService::log),
        () ->
            aggregation =
                pipeline.aggregations().isBlank()
                    ? null
                    : started("aggregation-service", this::startAggregation));
    services().forEach(supervisor::watch);
  }

  public LocalBroker broker() {
    return required(broker, "broker");
  }

  public LocalPostgres postgres() {
    return required(postgres, "PostgreSQL");
  }

  public LocalEmulator emulator() {
    return required(emulator, "emulator");
  }

  /// The first `cdc-service`.
  public LocalService cdc() {
    return required(captures.isEmpty() ? null : captures.getFirst(), "cdc-service");
  }

  /// Every `cdc-service`.
  public List<LocalService> captures() {
    return List.copyOf(captures);
  }

  public LocalService loader() {
    return required(loader, "loader-service");
  }

  /// The `log-service`; there is none without streams.
  public LocalService logService() {
    return required(logService, "log-service");
  }

  /// The `aggregation-service`; there is none without aggregations.
  public LocalService aggregation() {
    return required(aggregation, "aggregation-service");
  }

  /// One after the other, so that the first has the sources when the others come.
  private List<LocalService> startCaptures(int replicas) {
    for (int number = 1; number <= replicas; number++) {
      String name = number == 1 ? "cdc-service" : "cdc-service-" + number;
      captures.add(
          started(
              name,
              (home, pipeline, environment, log) ->
                  LocalService.cdc(home, name, pipeline, environment, log)));
    }
    return captures;
  }

  private LocalService startAggregation(
      HayaseHome home, Path pipeline, Map<String, String> environment, Path log) {
    return LocalService.aggregation(home, pipeline, environment, log, folder.resolve(AGGREGATIONS));
  }

  private List<LocalService> services() {
    return Stream.concat(captures.stream(), Stream.of(loader, logService, aggregation))
        .filter(Objects::nonNull)
        .toList();
  }

  /// Starts a service again that was stopped on purpose.
  public void resume(LocalService service) {
    service.restart();
    supervisor.watch(service);
  }

  /// Processes that died, oldest first.
  public List<Death> deaths() {
    return supervisor.deaths();
  }

  /// How long each process took to answer, in the order in which they did.
  public SequencedMap<String, Duration> startUp() {
    synchronized (inStartOrder) {
      return new LinkedHashMap<>(startUp);
    }
  }

  /// Where every process writes its log.
  public Path logs() {
    return folder.resolve(LOGS);
  }

  /// The pipeline file that the services read.
  public Path pipelineFile() {
    return folder.resolve("pipeline.yaml");
  }

  /// Peak resident memory of each process in bytes, as far as it was measured so far; measures now.
  public SequencedMap<String, Long> peakMemory() {
    SequencedMap<String, Long> pids = new LinkedHashMap<>();
    pids.put(KAFKA, broker().process().pid());
    pids.put(BIGQUERY, emulator().process().pid());
    services().forEach(service -> pids.put(service.name(), service.process().pid()));
    return memory.measure(pids, postgres().pid());
  }

  /// Stops everything in the reverse order of its start.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    supervisor.close();
    synchronized (inStartOrder) {
      for (AutoCloseable part : inStartOrder.reversed()) {
        try {
          part.close();
        } catch (Exception e) {
          LOG.atWarn().setCause(e).log("A part of the platform did not stop as it should");
        }
      }
    }
  }

  private void startStores() {
    inParallel(
        () -> broker = started(KAFKA, () -> LocalBroker.start(folder.resolve(KAFKA), log(KAFKA))),
        () ->
            postgres =
                started(
                    POSTGRES,
                    () ->
                        LocalPostgres.start(
                            folder.resolve(POSTGRES), log(POSTGRES), LocalPostgres.LOGICAL)),
        () ->
            emulator =
                started(
                    BIGQUERY,
                    () -> LocalEmulator.start(home, folder.resolve(BIGQUERY), log(BIGQUERY))));
    supervisor.watch(broker());
    supervisor.watch(emulator());
    ProcessHandle.of(postgres().pid())
        .ifPresent(postmaster ->
            supervisor.watchOnly(
                POSTGRES,
                postmaster,
                log(POSTGRES),
                "what ran on it has lost its connection, so it is not restarted"));
  }

  private <T extends AutoCloseable> T started(String name, Supplier<T> start) {
    long begun = System.nanoTime();
    T part = start.get();
    synchronized (inStartOrder) {
      inStartOrder.add(part);
      startUp.put(name, Duration.ofNanos(System.nanoTime() - begun));
    }
    return part;
  }

  private LocalService started(String name, ServiceStart start) {
    return started(
        name, () -> start.start(home, pipelineFile(), LocalPipeline.variables(), log(name)));
  }

  /// How a service is started.
  private interface ServiceStart {
    LocalService start(HayaseHome home, Path pipeline, Map<String, String> environment, Path log);
  }

  private static void inParallel(Supplier<?>... starts) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<?>> all = new ArrayList<>();
      for (Supplier<?> start : starts) {
        all.add(CompletableFuture.supplyAsync(start, threads));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private Path log(String name) {
    return logs().resolve(name + ".log");
  }

  private void write(String yaml) {
    try {
      Files.createDirectories(folder);
      Files.writeString(pipelineFile(), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + pipelineFile(), e);
    }
  }

  private static <T> T required(@Nullable T part, String name) {
    if (part == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return part;
  }
}
