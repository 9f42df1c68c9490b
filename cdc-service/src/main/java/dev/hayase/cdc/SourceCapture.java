package dev.hayase.cdc;

import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.failure.Failure;
import dev.hayase.cdc.failure.Kind;
import dev.hayase.cdc.failure.Kind.Again;
import dev.hayase.cdc.watch.SourceWatch;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Keeps one source's capture alive: runs it, says why it ended, and runs it again. Nothing that
/// happens to a source ends the process.
///
/// - Trouble that may pass (the database or Kafka is away) is tried again soon, then less often.
/// - Trouble that somebody must mend is looked at again slowly, and said once.
/// - A capture whose source another one took over stands by: coming back would only take it away
///   again. When nothing was written for a while, the other one is gone (or never was: a
///   transaction that timed out while this process was frozen looks the same), and this one goes
///   on.
final class SourceCapture {
  private static final Logger LOG = LoggerFactory.getLogger(SourceCapture.class);

  private final Source source;
  private final CaptureSession session;
  private final SourceWatch watch;
  private final SourceStatus status;
  private final CdcProperties.Cdc settings;
  private final InstantSource clock;
  private final Patience patience = new Patience();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private String lastSaid = "";

  private SourceCapture(
      Source source,
      CaptureSession session,
      SourceWatch watch,
      SourceStatus status,
      CdcProperties.Cdc settings,
      InstantSource clock) {
    this.source = source;
    this.session = session;
    this.watch = watch;
    this.status = status;
    this.settings = settings;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("capture-" + source.name()).unstarted(this::live);
  }

  static SourceCapture of(
      Pipeline pipeline,
      Source source,
      CdcProperties.Cdc settings,
      SourceStatus status,
      InstantSource clock) {
    SourceWatch watch =
        new SourceWatch(
            source,
            Databases.lookout(source, settings.silence()),
            settings.lookInterval(),
            settings.silence(),
            trouble -> Diagnosis.of(trouble, source),
            System::nanoTime,
            status::seen);
    CaptureSession session =
        new CaptureSession(
            pipeline.kafka(),
            source,
            Databases.of(pipeline, source),
            watch,
            settings,
            status,
            clock);
    return new SourceCapture(source, session, watch, status, settings, clock);
  }

  SourceStatus status() {
    return status;
  }

  void start() {
    watch.start();
    thread.start();
  }

  /// An operator has ordered something: it is carried out soon, unless it was already.
  ///
  /// @param offset of the order in the source's topic
  void ordered(long offset) {
    session.ordered(offset);
  }

  /// Stops soon, without waiting for it.
  void abandon() {
    stop.countDown();
    session.stop();
  }

  /// Stops after the batch at hand; returns when everything is closed, or after `limit`.
  void stop(Duration limit) {
    abandon();
    try {
      if (!thread.join(limit)) {
        LOG.atWarn().addKeyValue("source", source.name()).log("capture did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void live() {
    boolean again = true;
    while (again && stop.getCount() > 0) {
      again = once();
    }
    watch.close();
  }

  /// @return whether to try again
  private boolean once() {
    try {
      session.run(this::capturing);
      return stop.getCount() > 0;
    } catch (Exception e) {
      return sort(e);
    }
  }

  private boolean sort(Exception trouble) {
    if (stop.getCount() == 0) {
      return false;
    }
    Failure failure = Diagnosis.of(trouble, source);
    if (failure.kind() == Kind.PLACE_LOST) {
      failure = watch.dropped().orElse(failure);
    }
    if (failure.kind() == Kind.SLOT_ACTIVE) {
      watch.letGo();
    }
    status.ended(failure, clock.instant());
    say(failure, trouble);
    return switch (failure.kind().again()) {
      case SOON -> awaitNext(patience.pause());
      case SLOWLY, BY_COMMAND -> awaitNext(settings.setupRetry());
      case WHEN_SILENT -> awaitSilence();
    };
  }

  /// Once: a service that tries again for hours does not fill its log.
  private void say(Failure failure, Exception trouble) {
    if (failure.sentence().equals(lastSaid)) {
      return;
    }
    lastSaid = failure.sentence();
    LOG.atLevel(failure.kind().again() == Again.SOON ? Level.WARN : Level.ERROR)
        .setCause(failure.kind() == Kind.DEFECT ? trouble : null)
        .addKeyValue("source", source.name())
        .addKeyValue("kind", failure.kind().code())
        .addKeyValue("reason", failure.sentence())
        .log("not captured: " + failure.kind().again().sentence());
  }

  /// @return whether to try again; false when the capture is stopped
  private boolean awaitSilence() {
    Optional<CapturePosition> before;
    Optional<CapturePosition> now = lastWritten();
    do {
      before = now;
      if (!awaitNext(settings.standbySilence())) {
        return false;
      }
      now = lastWritten();
    } while (now.isEmpty() || !now.equals(before));
    return true;
  }

  /// Empty also while Kafka does not say.
  private Optional<CapturePosition> lastWritten() {
    try {
      return session.lastWritten();
    } catch (RuntimeException e) {
      LOG.atDebug()
          .setCause(e)
          .addKeyValue("source", source.name())
          .log("last position is not known");
      return Optional.empty();
    }
  }

  private void capturing() {
    patience.renew();
    lastSaid = "";
  }

  private boolean awaitNext(Duration pause) {
    try {
      return !stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
