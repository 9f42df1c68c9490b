package dev.hayase.cdc.debezium;

import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.Captured;
import dev.hayase.cdc.change.LogPlace;
import dev.hayase.cdc.source.Stream;
import io.debezium.embedded.Connect;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.spi.OffsetCommitPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// One run of the embedded engine. [#run] returns when the engine has ended; a run is not reused.
public final class CaptureEngine implements Stream {
  private static final Logger LOG = LoggerFactory.getLogger(CaptureEngine.class);
  private static final AtomicLong RUNS = new AtomicLong();
  private static final int CLOSING_TRIES = 200;
  private static final long CLOSING_PAUSE_MILLIS = 100;

  private final String source;
  private final Connector connector;
  private final Sink sink;
  private final AtomicReference<@Nullable ObjectNode> committed;
  private final DebeziumEngine<ChangeEvent<SourceRecord, SourceRecord>> engine;
  private final String place;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable LogPlace told;
  private boolean broken;
  private volatile @Nullable Throwable failure;

  public CaptureEngine(String source, Connector connector, CapturePosition from, Sink sink) {
    this.source = source;
    this.connector = connector;
    this.sink = sink;
    this.place = source + "#" + RUNS.incrementAndGet();
    this.committed = CommittedOffsets.place(place);
    this.told = from.place().orElse(null);
    this.committed.set(from.place().map(connector::offset).orElse(null));
    this.engine =
        DebeziumEngine.create(Connect.class)
            .using(EngineSettings.complete(connector.settings(), source, place))
            .using(getClass().getClassLoader())
            .using(OffsetCommitPolicy.always())
            .using((success, message, error) -> completed(success, message, error))
            .notifying(this::handle)
            .build();
  }

  /// @throws CaptureFailedException with the trouble's cause
  @Override
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

  @Override
  public void cut() {
    OwnSockets.cut(place);
  }

  @Override
  public void close() {
    OwnSockets.forget(place);
    CommittedOffsets.forget(place);
  }

  private void handle(
      List<ChangeEvent<SourceRecord, SourceRecord>> records,
      RecordCommitter<ChangeEvent<SourceRecord, SourceRecord>> committer)
      throws InterruptedException {
    List<Captured> batch = new ArrayList<>(records.size());
    for (ChangeEvent<SourceRecord, SourceRecord> record : records) {
      batch.addAll(connector.read(record.value()));
    }
    if (broken) {
      throw new IllegalStateException("A batch before this one was not written");
    }
    broken = true;
    LogPlace read = sink.accept(batch);
    broken = false;
    if (read != null && !read.equals(told)) {
      told = read;
      committed.set(connector.offset(read));
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

  @Override
  public void stop() {
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
