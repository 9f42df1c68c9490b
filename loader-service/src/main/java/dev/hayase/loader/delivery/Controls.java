package dev.hayase.loader.delivery;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.pipeline.TableSettings.OnTruncate;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.format.Reading;
import dev.hayase.records.row.ChangeRecord;
import dev.hayase.records.row.Encoded;
import dev.hayase.records.row.RowEncoder;
import dev.hayase.records.row.RowPlan;
import dev.hayase.records.table.TableMode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes what a topic says of the whole table: snapshots and truncates. What follows depends on
/// what the table is, and on what the operator says of truncates.
final class Controls {
  private static final long HALT_MILLIS = 60_000;

  private final Plans plans;
  private final Barriers barriers;
  private final Settlement settlement;
  private final Trouble trouble;
  private final OnTruncate onTruncate;
  private final Runnable onComplete;
  private final Rows rows;
  private final RowEncoder encoder = new RowEncoder();

  /// Takes rows that stand for control records.
  interface Rows {
    void take(
        PartitionLoad load, SourceRecord record, RowPlan plan, Encoded encoded, long nowMillis);
  }

  /// @param onComplete called when a history is about to say that a snapshot is complete
  Controls(
      Plans plans,
      Barriers barriers,
      Settlement settlement,
      Trouble trouble,
      OnTruncate onTruncate,
      Runnable onComplete,
      Rows rows) {
    this.plans = plans;
    this.barriers = barriers;
    this.settlement = settlement;
    this.trouble = trouble;
    this.onTruncate = onTruncate;
    this.onComplete = onComplete;
    this.rows = rows;
  }

  /// Takes the control record at the head of the queue.
  ///
  /// @return [Plans#TABLE_ITSELF] if it has to be known first what the table is; or the queue's
  ///   head is taken, or the queue is blocked
  Optional<String> take(
      PartitionLoad load, SourceRecord record, Reading.Control reading, long nowMillis) {
    ControlRecord control = reading.control();
    SequenceNumber copy = reading.copy();
    boolean ends = load.partition.partition() == 0 && control instanceof ControlRecord.SnapshotEnd;
    if (ends && !is(TableMode.MIRROR) && !barriers.isComplete(load, record, control, copy)) {
      return Optional.empty();
    }
    if (!plans.isKnown() && (ends || control instanceof ControlRecord.Truncate)) {
      return Optional.of(Plans.TABLE_ITSELF);
    }
    if (is(TableMode.HISTORY)) {
      barriers.passes(load, record, control, copy);
      inHistory(load, record, control, copy, nowMillis);
    } else if (control instanceof ControlRecord.Truncate && onTruncate == OnTruncate.HALT) {
      haltAtTruncate(load, nowMillis);
    } else {
      load.queue.removeFirst();
      if (load.side == null) {
        barriers.reached(load, record, control, copy);
      } else {
        settlement.control(record);
      }
    }
    return Optional.empty();
  }

  private boolean is(TableMode mode) {
    return plans.mode().equals(Optional.of(mode));
  }

  /// In a history a truncate is a row, and so is the end of a snapshot; each once, from partition
  /// 0.
  private void inHistory(
      PartitionLoad load,
      SourceRecord record,
      ControlRecord control,
      SequenceNumber copy,
      long nowMillis) {
    if (load.partition.partition() != 0 || control instanceof ControlRecord.SnapshotStart) {
      load.queue.removeFirst();
      settlement.control(record);
      return;
    }
    RowPlan plan = plans.valueless();
    Encoded row =
        switch (control) {
          case ControlRecord.SnapshotEnd end -> {
            onComplete.run();
            yield encoder.encodeSnapshotEnd(
                plan, valueless(record, copy, end.snapshotId()), end.micros());
          }
          case ControlRecord.SnapshotStart _, ControlRecord.Truncate _ ->
              encoder.encodeTruncate(plan, valueless(record, copy, null), control.micros());
        };
    rows.take(load, record, plan, row, nowMillis);
  }

  private static ChangeRecord valueless(
      SourceRecord record, SequenceNumber copy, @Nullable String snapshotId) {
    return new ChangeRecord(
        null,
        new byte[0],
        copy.toString(),
        snapshotId,
        record.partition().partition(),
        record.offset());
  }

  /// Takes a truncate of another capture, of a table that is no history.
  void truncated(
      PartitionLoad load, SourceRecord record, Reading.Truncate truncate, long nowMillis) {
    if (onTruncate == OnTruncate.HALT) {
      haltAtTruncate(load, nowMillis);
      return;
    }
    load.queue.removeFirst();
    if (onTruncate == OnTruncate.APPLY && load.side == null) {
      barriers.truncated(load, record, truncate.cutoff());
    } else {
      settlement.control(record);
    }
  }

  private void haltAtTruncate(PartitionLoad load, long nowMillis) {
    load.blockedUntilMillis = nowMillis + HALT_MILLIS;
    trouble.halted(
        load,
        "source-truncated",
        "the source's table was truncated",
        "Set on-truncate: for this topic in pipeline.yaml and restart the loader: with apply the"
            + " table's rows are deleted, with ignore they stay",
        Optional.of(Instant.ofEpochMilli(load.blockedUntilMillis)));
  }
}
