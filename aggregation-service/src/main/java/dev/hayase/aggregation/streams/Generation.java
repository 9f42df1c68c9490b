package dev.hayase.aggregation.streams;

import dev.hayase.aggregation.kafka.Followed;
import dev.hayase.aggregation.source.SourceFormats;
import dev.hayase.aggregation.status.AggregationStatus;
import dev.hayase.aggregation.status.AggregationStatus.State;
import dev.hayase.aggregation.streams.Declarations.Chosen;
import dev.hayase.aggregation.streams.Declarations.Newer;
import dev.hayase.aggregation.streams.Preparation.Prepared;
import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.plan.StageNames;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One build of an aggregation in this instance, for as long as it is wanted: it is prepared, run,
/// and after trouble run again, or halted. What befalls it touches no other.
final class Generation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Generation.class);
  private static final Set<String> STATE_SIZES =
      Set.of("total-sst-files-size", "cur-size-all-mem-tables");
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);

  private final String name;
  private final int number;
  private final Declarations declarations;
  private final StreamsSettings settings;
  private final Preparation preparation;
  private final SourceFormats formats;
  private final InstantSource clock;
  private final Progress progress = new Progress();
  private final Trouble trouble;
  private final AtomicLong restoring = new AtomicLong();
  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean stopped;
  private volatile @Nullable KafkaStreams streams;
  private volatile @Nullable Prepared prepared;
  private volatile Optional<Newer> newer = Optional.empty();

  /// Begins.
  Generation(
      String name,
      int number,
      Declarations declarations,
      StreamsSettings settings,
      Preparation preparation,
      SourceFormats formats,
      InstantSource clock) {
    this.name = name;
    this.number = number;
    this.declarations = declarations;
    this.settings = settings;
    this.preparation = preparation;
    this.formats = formats;
    this.clock = clock;
    this.trouble = new Trouble(name, clock);
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("aggregation-" + name + (number == 1 ? "" : ".g" + number))
            .start(this::live);
  }

  Progress progress() {
    return progress;
  }

  private void live() {
    try {
      while (!stopped) {
        Throwable failure = run();
        if (stopped) {
          return;
        }
        Optional<Duration> pause = trouble.met(failure);
        if (pause.isEmpty()) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(pause.get().toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Runs until something fails, and says what.
  private Throwable run() throws InterruptedException {
    try {
      Chosen chosen = declarations.choose(name, number);
      Prepared ready = preparation.prepare(chosen.declared(), number, clock.instant());
      prepared = ready;
      tell(chosen.newer());
      failures.clear();
      KafkaStreams running = create(ready);
      try {
        streams = running;
        running.start();
        trouble.passed();
        return failures.take();
      } finally {
        streams = null;
        restoring.set(0);
        // It leaves its group, too: others would wait for its session's end before they take over.
        var _ =
            running.close(
                CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                    .withTimeout(CLOSE_LIMIT));
      }
    } catch (RuntimeException e) {
      return e;
    }
  }

  private void tell(Optional<Newer> found) {
    if (!found.equals(newer)) {
      found.ifPresent(why ->
          LOG.atWarn()
              .addKeyValue("aggregation", name)
              .addKeyValue("generation", number)
              .addKeyValue("reason", why.reason())
              .addKeyValue("remedy", why.remedy())
              .log("An aggregation runs by an earlier declaration"));
    }
    newer = found;
  }

  private KafkaStreams create(Prepared ready) {
    Blueprint blueprint =
        new Blueprint(
            ready.declared().plan(),
            ready.declared().emitEvery(),
            number,
            ready.partitions(),
            ready.epoch(),
            settings.part(),
            () -> preparation.register().mayTell(name, number),
            formats,
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

  /// What its time is kept by, if it is for this instance to keep: the one that has the groups of
  /// partition 0.
  Optional<Followed> followed() {
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
            name,
            number,
            preparation.register().mayTell(name, number),
            names.application(),
            names.sources(),
            names.stages(),
            names.time(),
            names.output(),
            names.told(),
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
  boolean isRunning() {
    return status().state() == State.RUNNING;
  }

  /// Bytes of its state on this disk, and of what RocksDB has still to write there.
  double stateBytes() {
    KafkaStreams running = streams;
    return running == null
        ? 0
        : running.metrics().values().stream()
            .filter(metric -> STATE_SIZES.contains(metric.metricName().name()))
            .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue())
            .sum();
  }

  AggregationStatus status() {
    KafkaStreams running = streams;
    if (running == null) {
      return trouble.status(progress.through());
    }
    State state =
        restoring.get() > 0
            ? State.RESTORING
            : progress.through().isPresent() && running.state() == KafkaStreams.State.RUNNING
                ? State.RUNNING
                : State.BUILDING;
    return new AggregationStatus(
        name,
        state,
        newer.map(Newer::reason),
        newer.map(Newer::remedy),
        progress.through(),
        restoring.get());
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
