package dev.hayase.cdc.watch;

import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.Captured;
import dev.hayase.cdc.change.LogPlace;
import dev.hayase.cdc.failure.Failure;
import dev.hayase.cdc.failure.Kind;
import dev.hayase.cdc.runway.LogGrowth;
import dev.hayase.cdc.runway.Runway;
import dev.hayase.cdc.source.Lookout;
import dev.hayase.cdc.source.Lookout.Expected;
import dev.hayase.cdc.source.Lookout.Sighting;
import dev.hayase.cdc.source.Stream;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches over one source for as long as this replica captures it, whether a stream runs just now
/// or not: asks its server every few seconds, and ends a stream in which something is wrong that
/// the engine does not notice.
public final class SourceWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);
  private static final long CHECK_MILLIS = 250;
  private static final int MOST_LASTING = 10;

  private final Source source;
  private final Lookout lookout;
  private final Duration interval;
  private final Consumer<Outlook> told;
  private final Function<Throwable, Failure> diagnosis;
  private final LongSupplier nanos;
  private final List<String> lasting = new CopyOnWriteArrayList<>();
  private final Liveness liveness;
  private final LogGrowth growth = new LogGrowth();
  private final ScheduledExecutorService timer;
  private final AtomicReference<@Nullable Run> running = new AtomicReference<>();
  private final AtomicBoolean letGo = new AtomicBoolean();
  private volatile long throughMicros;
  private volatile boolean sending;
  private volatile @Nullable Failure silentServer;
  private volatile Optional<Failure> dropped = Optional.empty();

  /// One stream.
  private record Run(
      WatchedStream stream, List<ChangeTopic> tables, AtomicReference<@Nullable LogPlace> read) {}

  /// @param interval between two looks
  /// @param silence after which a stream is stalled
  /// @param diagnosis says what a look's failure means
  /// @param nanos a clock that never goes back
  /// @param told what is known, after each look
  public SourceWatch(
      Source source,
      Lookout lookout,
      Duration interval,
      Duration silence,
      Function<Throwable, Failure> diagnosis,
      LongSupplier nanos,
      Consumer<Outlook> told) {
    this.source = source;
    this.lookout = lookout;
    this.interval = interval;
    this.diagnosis = diagnosis;
    this.nanos = nanos;
    this.told = told;
    this.liveness = new Liveness(silence);
    this.timer =
        Executors.newScheduledThreadPool(
            2, Thread.ofPlatform().daemon().name("watch-" + source.name(), 0).factory());
  }

  /// Looks from now on.
  public void start() {
    var _ = timer.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    var _ =
        timer.scheduleWithFixedDelay(
            this::checkSilence, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// The same stream, watched over while it runs.
  ///
  /// @param tables whose changes it takes
  /// @param open makes the stream that hands over to a sink
  public Stream over(
      Collection<ChangeTopic> tables,
      CapturePosition from,
      Stream.Sink sink,
      Function<Stream.Sink, Stream> open) {
    AtomicReference<@Nullable LogPlace> read = new AtomicReference<>(from.place().orElse(null));
    throughMicros = Math.max(throughMicros, from.throughMicros());
    Stream inner = open.apply(batch -> noting(batch, sink, read));
    return new WatchedStream(
        source.name(),
        inner,
        stream -> {
          liveness.begin(!from.isStreaming(), nanos.getAsLong());
          sending = false;
          running.set(new Run(stream, List.copyOf(tables), read));
        },
        () -> running.set(null));
  }

  /// Why the slot was dropped by us, if it was.
  public Optional<Failure> dropped() {
    return dropped;
  }

  private @Nullable LogPlace noting(
      List<Captured> batch, Stream.Sink sink, AtomicReference<@Nullable LogPlace> read) {
    liveness.writing(nanos.getAsLong());
    boolean rows = false;
    boolean proof = lookout.proves(batch);
    try {
      LogPlace place = sink.accept(batch);
      if (place != null) {
        read.set(place);
      }
      for (Captured each : batch) {
        rows |= each instanceof Captured.SnapshotRow;
        if (each instanceof Captured.Marker marker) {
          throughMicros = Math.max(throughMicros, marker.commitMicros());
        }
      }
      return place;
    } finally {
      liveness.written(rows, proof, nanos.getAsLong());
    }
  }

  private void look() {
    Run run = running.get();
    try {
      if (letGo.getAndSet(false)) {
        lookout.letGo();
      }
      Sighting seen =
          lookout.look(
              run == null
                  ? Expected.nothing()
                  : Expected.of(run.tables(), Optional.ofNullable(run.read().get())));
      silentServer = null;
      sending = seen.sending();
      tell(seen);
      seen.failure().ifPresent(failure -> end(run, failure));
    } catch (RuntimeException e) {
      Failure failure = diagnosis.apply(e);
      silentServer = failure;
      sending = false;
      told.accept(
          new Outlook(
              Optional.empty(), List.of("The server cannot be watched: " + failure.sentence())));
      LOG.atDebug().setCause(e).addKeyValue("source", source.name()).log("look failed");
    }
  }

  private void tell(Sighting seen) {
    Optional<Runway> runway =
        seen.usage()
            .map(usage -> {
              growth.seen(usage);
              return Runway.of(usage, growth.bytesPerSecond(), through(), lookout.keptBy());
            });
    List<String> warnings = new ArrayList<>(lasting);
    warnings.addAll(seen.warnings());
    told.accept(new Outlook(runway, warnings));
  }

  private Optional<Instant> through() {
    return throughMicros == 0
        ? Optional.empty()
        : Optional.of(Instant.EPOCH.plus(throughMicros, ChronoUnit.MICROS));
  }

  private void checkSilence() {
    Run run = running.get();
    long now = nanos.getAsLong();
    Failure silent = silentServer;
    if (run == null || !liveness.isStalled(sending, silent == null, now)) {
      return;
    }
    long seconds = liveness.silence(now).toSeconds();
    liveness.ended();
    end(
        run,
        new Failure(
            Kind.STALLED,
            silent == null
                ? "Nothing came through the connection for %d s, though a marker is written each second"
                    .formatted(seconds)
                : "Nothing came through the connection for %d s, and the server does not answer: %s"
                    .formatted(seconds, silent.cause()),
            "Nothing if it passes: the connection is made anew. If it returns: check the network to the"
                + " server (a firewall that forgets connections, a proxy), and the server's load"));
    if (silent == null) {
      letGo();
    }
  }

  /// Ends what the server still does for a stream of ours that is over: it may take a while to
  /// notice that nobody listens any more.
  public void letGo() {
    letGo.set(true);
  }

  /// Something that stays to be known until this replica begins the source anew.
  public void remember(String warning) {
    if (!lasting.contains(warning)) {
      lasting.add(warning);
      LOG.atError().addKeyValue("source", source.name()).log(warning);
    }
    if (lasting.size() > MOST_LASTING) {
      lasting.removeFirst();
    }
  }

  private void end(@Nullable Run run, Failure failure) {
    if (failure.kind() == Kind.PUBLICATION_CHANGED) {
      remember(failure.sentence());
    }
    if (failure.kind() == Kind.BUDGET_PASSED) {
      dropped = Optional.of(failure);
      LOG.atError().addKeyValue("source", source.name()).log(failure.sentence());
    }
    if (run != null) {
      run.stream().end(failure);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      if (timer.awaitTermination(15, TimeUnit.SECONDS)) {
        lookout.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
