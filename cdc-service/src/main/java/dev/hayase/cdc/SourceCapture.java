package dev.hayase.cdc;

import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.ChangeLog.FencedException;
import dev.hayase.cdc.change.SetupException;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private final String source;
  private final CaptureSession session;
  private final SourceStatus status;
  private final CdcProperties.Cdc settings;
  private final Patience patience = new Patience();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private String lastSaid = "";

  SourceCapture(
      String source, CaptureSession session, SourceStatus status, CdcProperties.Cdc settings) {
    this.source = source;
    this.session = session;
    this.status = status;
    this.settings = settings;
    this.thread = Thread.ofPlatform().name("capture-" + source).unstarted(this::live);
  }

  static SourceCapture of(
      Pipeline pipeline,
      Source source,
      CdcProperties.Cdc settings,
      SourceStatus status,
      InstantSource clock) {
    CaptureSession session =
        new CaptureSession(
            pipeline.kafka(), source, Databases.of(pipeline, source), settings, status, clock);
    return new SourceCapture(source.name(), session, status, settings);
  }

  SourceStatus status() {
    return status;
  }

  void start() {
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
        LOG.atWarn().addKeyValue("source", source).log("capture did not stop in time");
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
    FencedException fenced = cause(trouble, FencedException.class);
    if (fenced != null) {
      status.failed(fenced.getMessage() + "; this one stands by until that one falls silent");
      LOG.atError().addKeyValue("source", source).log("another capture has taken over");
      return awaitSilence();
    }
    SetupException setup = cause(trouble, SetupException.class);
    if (setup != null) {
      return retryLater(String.valueOf(setup.getMessage()));
    }
    String reason = Trouble.describe(trouble);
    status.starting(reason);
    if (!reason.equals(lastSaid)) {
      lastSaid = reason;
      LOG.atWarn()
          .setCause(Trouble.isOurs(trouble) ? trouble : null)
          .addKeyValue("source", source)
          .addKeyValue("reason", reason)
          .log("capture interrupted, trying again");
    }
    return awaitNext(patience.pause());
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
      LOG.atDebug().setCause(e).addKeyValue("source", source).log("last position is not known");
      return Optional.empty();
    }
  }

  private boolean retryLater(String message) {
    status.failed(message);
    if (!message.equals(lastSaid)) {
      lastSaid = message;
      LOG.atError().addKeyValue("source", source).log(message);
    }
    return awaitNext(settings.setupRetry());
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

  private static <T extends Throwable> @Nullable T cause(Throwable trouble, Class<T> type) {
    for (Throwable t = trouble; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }
}
