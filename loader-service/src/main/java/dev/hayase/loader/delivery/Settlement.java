package dev.hayase.loader.delivery;

import dev.hayase.loader.batch.Batch;
import dev.hayase.loader.batch.Ledger;
import dev.hayase.loader.metrics.LoaderMetrics;
import dev.hayase.loader.metrics.LoaderMetrics.Result;
import dev.hayase.loader.store.Parking;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.format.Refusal;
import dev.hayase.records.table.TableRef;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The end of every record's way: loaded, parked, skipped, applied as control or returned, and then
/// it no longer counts as held.
final class Settlement {
  private static final long PARKING_RETRY_MILLIS = 1_000;

  private final String topic;
  private final TableRef table;
  private final Parking parking;
  private final LoaderMetrics metrics;
  private final InstantSource clock;
  private final Executor elsewhere;
  private final Consumer<Mail> post;
  private final AtomicLong heldBytes = new AtomicLong();
  private final Map<Result, Integer> counts = new EnumMap<>(Result.class);
  private long requestBytes;
  private long oldestMillis = Long.MAX_VALUE;

  Settlement(String topic, TableRef table, TableContext context, Consumer<Mail> post) {
    this.topic = topic;
    this.table = table;
    this.parking = context.parking();
    this.metrics = context.metrics();
    this.clock = context.clock();
    this.elsewhere = context.elsewhere();
    this.post = post;
  }

  /// Bytes that records and rows hold. May be called by any thread.
  long heldBytes() {
    return heldBytes.get();
  }

  /// More is held. May be called by any thread.
  void hold(long bytes) {
    heldBytes.addAndGet(bytes);
  }

  /// BigQuery took a request, whose entries are loaded already.
  void answered() {
    long millis = oldestMillis == Long.MAX_VALUE ? 0 : clock.millis() - oldestMillis;
    metrics.answered(topic, requestBytes, Math.max(0, millis));
    requestBytes = 0;
    oldestMillis = Long.MAX_VALUE;
  }

  /// Tells the metrics what was settled since the last time.
  void publish() {
    counts.forEach((result, count) -> metrics.settled(topic, result, count));
    counts.clear();
  }

  private void count(Result result) {
    counts.merge(result, 1, Integer::sum);
  }

  /// The batch's rows are in the table.
  ///
  /// @return how many of them no record stands for
  int loaded(Batch batch) {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    batch.settle();
    oldestMillis = Math.min(oldestMillis, batch.oldestMillis());
    heldBytes.addAndGet(-batch.charge());
    requestBytes += batch.bytes();
    if (batch.records() > 0) {
      counts.merge(Result.LOADED, batch.records(), Integer::sum);
    }
    metrics.acknowledged(topic, batch.agesAt(now));
    return batch.size() - batch.records();
  }

  /// The entry's row was in the table before.
  void found(Batch.Entry entry) {
    if (entry.record() != null) {
      count(Result.SKIPPED);
    }
    finish(entry, false);
  }

  /// The record needs no row.
  void skip(SourceRecord record) {
    done(record, Result.SKIPPED);
  }

  /// The record's control is applied, or passed.
  void control(SourceRecord record) {
    done(record, Result.CONTROL);
  }

  /// The record is left to another loader.
  void returned(SourceRecord record) {
    done(record, Result.RETURNED);
  }

  /// The entry is left to another loader.
  void returned(Batch.Entry entry) {
    if (entry.record() != null) {
      count(Result.RETURNED);
    }
    heldBytes.addAndGet(-entry.charge());
  }

  private void done(SourceRecord record, Result result) {
    count(result);
    heldBytes.addAndGet(-record.size());
  }

  /// The record goes to the dead letters; its slice settles when it is there.
  void park(Ledger.Slice slice, SourceRecord record, Refusal refusal) {
    park(new Batch.Entry(new byte[0], record, slice, 0, false, record.size()), refusal);
  }

  /// The entry's record goes to the dead letters; its slice settles when it is there.
  void park(Batch.Entry entry, Refusal refusal) {
    send(new Mail.Parked(entry, refusal));
  }

  private void send(Mail.Parked parked) {
    @Nullable SourceRecord record = parked.entry().record();
    if (record == null) {
      throw new IllegalArgumentException("Only records can be parked");
    }
    var _ =
        parking
            .park(record, table, parked.refusal())
            .whenComplete((_, error) -> post.accept(new Mail.ParkingDone(parked, error == null)));
  }

  /// The dead-letter topic answered.
  void parkingDone(Mail.ParkingDone answer) {
    if (answer.succeeded()) {
      count(Result.PARKED);
      finish(answer.parked().entry(), false);
    } else {
      CompletableFuture.delayedExecutor(PARKING_RETRY_MILLIS, TimeUnit.MILLISECONDS, elsewhere)
          .execute(() -> send(answer.parked()));
    }
  }

  private void finish(Batch.Entry entry, boolean asRow) {
    if (entry.slice() != null) {
      entry.slice().settle(asRow);
    }
    heldBytes.addAndGet(-entry.charge());
  }
}
