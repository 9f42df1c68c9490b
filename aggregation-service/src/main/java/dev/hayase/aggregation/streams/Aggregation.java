package dev.hayase.aggregation.streams;

import dev.hayase.aggregation.kafka.Followed;
import dev.hayase.aggregation.kafka.HaltException;
import dev.hayase.aggregation.kafka.PlanRegister.Standing;
import dev.hayase.aggregation.source.SourceFormats;
import dev.hayase.aggregation.status.AggregationStatus;
import dev.hayase.aggregation.status.AggregationStatus.State;
import dev.hayase.aggregation.streams.Generation.Running;
import dev.hayase.engine.plan.StageNames;
import dev.hayase.event.aggregation.Rebuild;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One aggregation in this instance: the build whose results are told, and beside it one that is
/// built anew, if that was ordered.
///
/// When the new one is complete through the order it takes over: it tells all of its results as a
/// snapshot, by which readers forget what only the one before had. The state of that one is kept
/// until an operator discards it.
public final class Aggregation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Aggregation.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final String name;
  private final Declarations declarations;
  private final StreamsSettings settings;
  private final Preparation preparation;
  private final SourceFormats formats;
  private final InstantSource clock;
  private final Map<Integer, Generation> generations = new ConcurrentHashMap<>();
  private final Thread thread;
  private volatile int live = 1;
  private volatile boolean stopped;

  /// Begins.
  public Aggregation(
      String name,
      Planning planning,
      StreamsSettings settings,
      Preparation preparation,
      SourceFormats formats,
      InstantSource clock) {
    this.name = name;
    this.declarations = new Declarations(planning, preparation.register());
    this.settings = settings;
    this.preparation = preparation;
    this.formats = formats;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("builds-" + name).start(this::live);
  }

  private void live() {
    try {
      while (!stopped) {
        look();
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      Standing standing = preparation.register().recent(name);
      live = standing.live();
      Set<Integer> wanted = new TreeSet<>(Set.of(live));
      standing.rebuild().map(Rebuild::generation).filter(g -> g > live).ifPresent(wanted::add);
      generations.keySet().stream().filter(g -> !wanted.contains(g)).forEach(this::end);
      wanted.forEach(g -> generations.computeIfAbsent(g, this::begin));
      if (standing.rebuild().filter(order -> order.generation() <= live).isPresent()) {
        finish(standing);
      }
      if (standing.rebuild().isEmpty()) {
        standing.previous().ifPresent(wanted::add);
        StateFolders.keep(settings.state(), name, wanted);
      }
    } catch (KafkaException | HaltException e) {
      // What runs, runs on; without anything it is begun, and says itself what is wrong.
      if (generations.isEmpty()) {
        generations.computeIfAbsent(live, this::begin);
      }
      LOG.atDebug().addKeyValue("aggregation", name).setCause(e).log("Builds are not known");
    }
  }

  private Generation begin(int number) {
    LOG.atInfo()
        .addKeyValue("aggregation", name)
        .addKeyValue("generation", number)
        .log("A build of an aggregation begins");
    return new Generation(name, number, declarations, settings, preparation, formats, clock);
  }

  private void end(int number) {
    Generation ended = generations.remove(number);
    if (ended != null) {
      ended.close();
      LOG.atInfo()
          .addKeyValue("aggregation", name)
          .addKeyValue("generation", number)
          .log("A build of an aggregation ends here");
    }
  }

  /// The new build may tell its results when nobody can tell those of the one before.
  private void finish(Standing standing) {
    boolean silent =
        standing
            .previous()
            .map(before -> preparation.offsets().isSilent(StageNames.application(name, before)))
            .orElse(true);
    if (silent) {
      preparation.register().finish(name);
    }
  }

  public String name() {
    return name;
  }

  /// Of the build whose results are told.
  public Progress progress() {
    return current().map(Generation::progress).orElseGet(Progress::new);
  }

  private Optional<Generation> current() {
    return Optional.ofNullable(generations.get(live));
  }

  /// What the time of its builds is kept by, as far as it is for this instance to keep.
  public Collection<Followed> followed() {
    return generations.values().stream().flatMap(each -> each.followed().stream()).toList();
  }

  /// What runs, and as what; empty while nothing does.
  Optional<Running> running() {
    return current().flatMap(Generation::running);
  }

  /// Whether it follows its sources.
  public boolean isRunning() {
    return status().state() == State.RUNNING;
  }

  /// Bytes of the state of all of its builds on this disk, and of what RocksDB has still to write
  /// there.
  public double stateBytes() {
    return generations.values().stream().mapToDouble(Generation::stateBytes).sum();
  }

  /// Of the build whose results are told, and what becomes of the one that is built anew.
  public AggregationStatus status() {
    AggregationStatus told = told();
    int now = live;
    return generations.keySet().stream()
        .filter(number -> number > now)
        .findFirst()
        .flatMap(number ->
            Optional.ofNullable(generations.get(number))
                .map(next -> told.beside(number, next.status())))
        .orElse(told);
  }

  private AggregationStatus told() {
    return current()
        .map(Generation::status)
        .orElseGet(() ->
            new AggregationStatus(
                name,
                State.BUILDING,
                Optional.of("It is being prepared"),
                Optional.empty(),
                Optional.empty(),
                0));
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Stream.of(generations.values().toArray(Generation[]::new))
        .parallel()
        .forEach(Generation::close);
  }
}
