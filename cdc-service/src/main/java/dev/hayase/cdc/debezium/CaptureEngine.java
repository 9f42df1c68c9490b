package dev.hayase.cdc.debezium;

import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.CapturePosition.Stage;
import dev.hayase.cdc.change.Captured;
import dev.hayase.cdc.change.LogPlace;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.PostgresSource;
import io.debezium.embedded.Connect;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.spi.OffsetCommitPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run of the embedded engine. [#run] returns when the engine has ended; a run is not reused.
public final class CaptureEngine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CaptureEngine.class);
  private static final AtomicLong RUNS = new AtomicLong();
  private static final int CLOSING_TRIES = 200;
  private static final long CLOSING_PAUSE_MILLIS = 100;

  private final String source;
  private final Sink sink;
  private final RecordReader reader;
  private final AtomicReference<@Nullable LogPlace> committed;
  private final DebeziumEngine<ChangeEvent<SourceRecord, SourceRecord>> engine;
  private final String place;
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean broken;
  private volatile @Nullable Throwable failure;

  /// Takes what was captured.
  @FunctionalInterface
  public interface Sink {
    /// Handles a batch completely.
    ///
    /// @return the place up to which the database may forget its log; null while there is none
    @Nullable LogPlace accept(List<Captured> batch);
  }

  /// What the engine captures.
  ///
  /// @param moneyFractionDigits of the server's `lc_monetary`
  public record Scope(List<CapturedTable> tables, int moneyFractionDigits) {}

  /// A table to capture.
  ///
  /// @param hasKey whether it has a primary key
  /// @param unpublishedColumns columns that the log does not hold
  public record CapturedTable(ChangeTopic topic, boolean hasKey, List<String> unpublishedColumns) {}

  public CaptureEngine(PostgresSource source, Scope scope, CapturePosition from, Sink sink) {
    this.source = source.name();
    this.sink = sink;
    boolean streaming = from.stage() == Stage.STREAMING;
    this.reader =
        new RecordReader(
            source.name(),
            keyed(scope),
            scope.moneyFractionDigits(),
            streaming ? from.place().commit() : null);
    this.place = source.name() + "#" + RUNS.incrementAndGet();
    this.committed = CommittedOffsets.place(place);
    this.committed.set(streaming ? from.place() : null);
    Properties settings = EngineSettings.of(source, scope.tables(), place);
    this.engine =
        DebeziumEngine.create(Connect.class)
            .using(settings)
            .using(getClass().getClassLoader())
            .using(OffsetCommitPolicy.always())
            .using((success, message, error) -> completed(success, message, error))
            .notifying(this::handle)
            .build();
  }

  private static Set<ChangeTopic> keyed(Scope scope) {
    return scope.tables().stream()
        .filter(CapturedTable::hasKey)
        .map(CapturedTable::topic)
        .collect(Collectors.toSet());
  }

  /// Captures until [#close] or trouble.
  ///
  /// @throws CaptureFailedException with the trouble's cause
  public void run() {
    try {
      engine.run();
    } finally {
      ended.countDown();
    }
    Throwable trouble = failure;
    if (trouble != null) {
      throw new CaptureFailedException(source, trouble);
    }
  }

  /// Leaves nothing behind; to be called when [#run] has returned, or will not be called.
  public void forget() {
    CommittedOffsets.forget(place);
  }

  private void handle(
      List<ChangeEvent<SourceRecord, SourceRecord>> records,
      RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>> committer)
      throws InterruptedException {
    List<Captured> batch = new ArrayList<>(records.size());
    for (ChangeEvent<SourceRecord, SourceRecord> record : records) {
      Captured captured = reader.read(record.value());
      if (captured != null) {
        batch.add(captured);
      }
    }
    if (broken) {
      throw new IllegalStateException("A batch before this one was not written");
    }
    broken = true;
    LogPlace read = sink.accept(batch);
    broken = false;
    if (read != null && !read.equals(committed.getAndSet(read))) {
      // Leads to the slot being told, with what CommittedOffsets answers.
      committer.markProcessed(records.getLast());
      committer.markBatchFinished();
    }
  }

  private void completed(boolean success, String message, @Nullable Throwable error) {
    if (!success) {
      failure = error != null ? error : new IllegalStateException(message);
    }
    LOG.atDebug().addKeyValue("source", source).log("engine ended");
  }

  /// Stops the engine; [#run] returns soon after.
  @Override
  public void close() {
    for (int i = 0; i < CLOSING_TRIES && ended.getCount() > 0; i++) {
      try {
        engine.close();
        return;
      } catch (IOException e) {
        LOG.atDebug().setCause(e).addKeyValue("source", source).log("engine did not close well");
        return;
      } catch (IllegalStateException e) {
        // It is between two states, as while its task starts, and cannot be closed just now.
        if (awaitEnd()) {
          return;
        }
      }
    }
  }

  private boolean awaitEnd() {
    try {
      return ended.await(CLOSING_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /// The engine ended by itself.
  public static final class CaptureFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CaptureFailedException(String source, Throwable cause) {
      super("Capturing source '%s' ended".formatted(source), cause);
    }
  }
}
