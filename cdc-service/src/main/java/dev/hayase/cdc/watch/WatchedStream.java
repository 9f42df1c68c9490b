package dev.hayase.cdc.watch;

import dev.hayase.cdc.failure.Failure;
import dev.hayase.cdc.failure.FailureException;
import dev.hayase.cdc.source.Stream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A stream that can be ended from outside for a reason, also when it does not listen: one that
/// hangs in a connection is left behind. What it may still write is refused, since the next run
/// fences it.
final class WatchedStream implements Stream {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedStream.class);
  private static final long GRACE_SECONDS = 20;

  /// For a stream in which something is wrong: it may well hang.
  private static final long SHORT_GRACE_SECONDS = 6;

  private final String source;
  private final Stream engine;
  private final Consumer<WatchedStream> begins;
  private final Runnable ends;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private final CompletableFuture<Void> told = new CompletableFuture<>();
  private final CompletableFuture<Failure> verdict = new CompletableFuture<>();

  /// @param begins is told when it runs
  /// @param ends is told when it runs no longer
  WatchedStream(String source, Stream engine, Consumer<WatchedStream> begins, Runnable ends) {
    this.source = source;
    this.engine = engine;
    this.begins = begins;
    this.ends = ends;
  }

  /// @throws FailureException with the reason for which it was ended
  @Override
  public void run() {
    begins.accept(this);
    try {
      Thread.ofPlatform().daemon().name("stream-" + source).start(this::runEngine);
      CompletableFuture.anyOf(over.exceptionally(_ -> null), told).get();
      awaitEnd();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Neither of these fails", e);
    } finally {
      ends.run();
    }
    if (verdict.isDone()) {
      throw new FailureException(verdict.join());
    }
    if (over.isCompletedExceptionally()) {
      throw thrown();
    }
  }

  private void runEngine() {
    try {
      engine.run();
      over.complete(null);
    } catch (RuntimeException | Error e) {
      over.completeExceptionally(e);
    }
  }

  private void awaitEnd() throws InterruptedException {
    try {
      over.get(verdict.isDone() ? SHORT_GRACE_SECONDS : GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      LOG.atTrace().setCause(e).log("it is thrown by run");
    } catch (TimeoutException e) {
      LOG.atWarn().addKeyValue("source", source).log("the engine does not end; it is left behind");
    }
  }

  private RuntimeException thrown() {
    return switch (over.exceptionNow()) {
      case RuntimeException e -> e;
      case Throwable e -> new IllegalStateException(e);
    };
  }

  /// Ends it for a reason.
  void end(Failure failure) {
    if (verdict.complete(failure)) {
      LOG.atWarn()
          .addKeyValue("source", source)
          .addKeyValue("reason", failure.sentence())
          .log("the stream is ended");
      engine.cut();
      stop();
    }
  }

  /// Returns at once.
  @Override
  public void stop() {
    told.complete(null);
    Thread.ofVirtual().name("stop-" + source).start(engine::stop);
  }

  @Override
  public void cut() {
    engine.cut();
  }

  @Override
  public void close() {
    engine.close();
  }
}
