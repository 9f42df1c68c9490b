package dev.hayase.aggregation.streams;

import dev.hayase.aggregation.kafka.Followed;
import dev.hayase.aggregation.source.Schemas;
import dev.hayase.aggregation.status.AggregationStatus;
import dev.hayase.aggregation.status.AggregationStatus.State;
import dev.hayase.aggregation.status.Patience;
import dev.hayase.aggregation.streams.Preparation.Prepared;
import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.plan.StageNames;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One aggregation in this instance, for as long as the instance lives: it is prepared, run, and
/// after trouble run again, or halted. What befalls it touches no other.
public final class Aggregation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Aggregation.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);

  private final String name;
  private final Planning planning;
  private final StreamsSettings settings;
  private final Preparation preparation;
  private final Schemas schemas;
  private final InstantSource clock;
  private final Progress progress = new Progress();
  private final Patience patience = new Patience();
  private final AtomicLong restoring = new AtomicLong();
  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean stopped;
  private volatile @Nullable KafkaStreams streams;
  private volatile @Nullable Prepared prepared;
  private volatile Verdict trouble = new Verdict.Early("It is being prepared");

  /// Begins.
  public Aggregation(
      String name,
      Planning planning,
      StreamsSettings settings,
      Preparation preparation,
      Schemas schemas,
      InstantSource clock) {
    this.name = name;
    this.planning = planning;
    this.settings = settings;
    this.preparation = preparation;
    this.schemas = schemas;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("aggregation-" + name).start(this::live);
  }

  public String name() {
    return name;
  }

  public Progress progress() {
    return progress;
  }

  private void live() {
    try {
      while (!stopped) {
        Throwable failure = run();
        Verdict verdict = Verdict.of(failure);
        if (stopped) {
          return;
        }
        if (!verdict.equals(trouble)) {
          tell(verdict, failure);
        }
        trouble = verdict;
        Optional<Duration> pause = pause(verdict, failure);
        if (pause.isEmpty()) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(pause.get().toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Duration> pause(Verdict verdict, Throwable failure) {
    return switch (verdict) {
      case Verdict.Early _ -> Optional.of(LOOK);
      case Verdict.Again _ -> Optional.of(patience.failed(clock.instant()));
      case Verdict.Halt _ -> Optional.empty();
      case Verdict.Surprise surprise -> {
        Optional<Duration> pause = patience.surprised(clock.instant());
        if (pause.isEmpty()) {
          trouble =
              new Verdict.Halt(
                  "It fails again and again: " + surprise.reason(),
                  "Look into the log, report it, and start the aggregation-service again");
          tell(trouble, failure);
        }
        yield pause;
      }
    };
  }

  /// Runs until something fails, and says what.
  private Throwable run() throws InterruptedException {
    try {
      Declared declared = planning.plan(name);
      Prepared ready = preparation.prepare(declared, clock.instant());
      prepared = ready;
      failures.clear();
      try (KafkaStreams running = create(ready)) {
        streams = running;
        running.start();
        trouble = new Verdict.Early("It has begun");
        Throwable failure = failures.take();
        streams = null;
        var _ = running.close(CLOSE_LIMIT);
        return failure;
      } finally {
        streams = null;
        restoring.set(0);
      }
    } catch (RuntimeException e) {
      return e;
    }
  }

  private KafkaStreams create(Prepared ready) {
    Blueprint blueprint =
        new Blueprint(
            ready.declared().plan(),
            ready.declared().emitEvery(),
            ready.declared().whole(),
            ready.partitions(),
            ready.epoch(),
            schemas,
            progress);
    KafkaStreams created =
        new KafkaStreams(
            Topologies.of(blueprint),
            settings.of(ready.names().application(), ready.replication()));
    created.setUncaughtExceptionHandler(failure -> {
      failures.add(failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    });
    created.setGlobalStateRestoreListener(new Restoring(restoring));
    created.setStateListener((now, _) -> {
      if (now == KafkaStreams.State.RUNNING) {
        LOG.atInfo().addKeyValue("aggregation", name).log("An aggregation runs");
      }
    });
    return created;
  }

  private void tell(Verdict verdict, Throwable failure) {
    switch (verdict) {
      case Verdict.Early early ->
          LOG.atInfo()
              .addKeyValue("aggregation", name)
              .addKeyValue("reason", early.reason())
              .log("An aggregation waits");
      case Verdict.Again again ->
          LOG.atWarn()
              .addKeyValue("aggregation", name)
              .addKeyValue("reason", again.reason())
              .log("An aggregation cannot run and is tried again");
      case Verdict.Surprise surprise ->
          LOG.atError()
              .setCause(failure)
              .addKeyValue("aggregation", name)
              .addKeyValue("reason", surprise.reason())
              .log("An aggregation failed and is tried again");
      case Verdict.Halt halt ->
          LOG.atError()
              .addKeyValue("aggregation", name)
              .addKeyValue("reason", halt.reason())
              .addKeyValue("remedy", halt.remedy())
              .log("An aggregation is halted");
    }
  }

  /// What its time is kept by, if it is for this instance to keep: the one that has the groups of
  /// partition 0.
  public Optional<Followed> followed() {
    KafkaStreams running = streams;
    Prepared ready = prepared;
    if (running == null || ready == null) {
      return Optional.empty();
    }
    StageNames names = ready.names();
    if (!leads(running, names)) {
      return Optional.empty();
    }
    return Optional.of(
        new Followed(
            names.application(),
            names.sources(),
            names.stages(),
            names.time(),
            names.output(),
            ready.partitions()));
  }

  private static boolean leads(KafkaStreams running, StageNames names) {
    TopicPartition first = new TopicPartition(names.time(), 0);
    return running.state().isRunningOrRebalancing()
        && running.metadataForLocalThreads().stream()
            .flatMap(each -> each.activeTasks().stream())
            .anyMatch(task -> task.topicPartitions().contains(first));
  }

  /// What runs, and as what; empty while nothing does.
  Optional<Running> running() {
    KafkaStreams running = streams;
    Prepared ready = prepared;
    return running == null || ready == null
        ? Optional.empty()
        : Optional.of(new Running(running, ready.declared().plan()));
  }

  /// @param plan what it computes
  record Running(KafkaStreams streams, AggregationPlan plan) {}

  /// Whether it follows its sources.
  public boolean isRunning() {
    return status().state() == State.RUNNING;
  }

  /// Bytes of its state on this disk, as RocksDB says.
  public double stateBytes() {
    KafkaStreams running = streams;
    return running == null
        ? 0
        : running.metrics().values().stream()
            .filter(metric -> metric.metricName().name().equals("total-sst-files-size"))
            .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue())
            .sum();
  }

  public AggregationStatus status() {
    KafkaStreams running = streams;
    if (running == null) {
      return trouble();
    }
    State state =
        restoring.get() > 0
            ? State.RESTORING
            : progress.through().isPresent() && running.state() == KafkaStreams.State.RUNNING
                ? State.RUNNING
                : State.BUILDING;
    return new AggregationStatus(
        name, state, Optional.empty(), Optional.empty(), progress.through(), restoring.get());
  }

  private AggregationStatus trouble() {
    return switch (trouble) {
      case Verdict.Early early -> status(State.BUILDING, early.reason(), Optional.empty());
      case Verdict.Again again -> status(State.BUILDING, again.reason(), Optional.empty());
      case Verdict.Surprise surprise -> status(State.BUILDING, surprise.reason(), Optional.empty());
      case Verdict.Halt halt -> status(State.HALTED, halt.reason(), Optional.of(halt.remedy()));
    };
  }

  private AggregationStatus status(State state, String reason, Optional<String> remedy) {
    return new AggregationStatus(
        name, state, Optional.of(reason), remedy, progress.through(), restoring.get());
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
    try {
      thread.join(CLOSE_LIMIT.plus(CLOSE_LIMIT));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
