package dev.hayase.cdc;

import dev.hayase.cdc.change.CaptureListener;
import dev.hayase.cdc.change.ChangeLog;
import dev.hayase.cdc.change.Numbering;
import dev.hayase.cdc.change.Outgoing;
import dev.hayase.cdc.change.RowRecords;
import dev.hayase.cdc.snapshot.Emission;
import dev.hayase.cdc.value.TableShape;
import dev.hayase.event.change.Operation;
import dev.hayase.event.change.Origin;
import dev.hayase.event.topic.ChangeTopic;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What leaves with the batch at hand: records, numbered in their order, and who is told of them
/// once they are written.
final class Departures implements Emission {
  private final ChangeLog log;
  private final RowRecords rows;
  private final CaptureListener listener;
  private final InstantSource clock;
  private final List<Outgoing> records = new ArrayList<>();
  private final List<Runnable> afterwards = new ArrayList<>();

  Departures(ChangeLog log, Numbering numbering, CaptureListener listener, InstantSource clock) {
    this.log = log;
    this.rows = new RowRecords(numbering, Outgoing.LARGEST);
    this.listener = listener;
    this.clock = clock;
  }

  void clear() {
    records.clear();
    afterwards.clear();
  }

  boolean isEmpty() {
    return records.isEmpty() && afterwards.isEmpty();
  }

  List<Outgoing> records() {
    return records;
  }

  /// All of it is written.
  void written() {
    afterwards.forEach(Runnable::run);
  }

  @Override
  public void controls(List<Outgoing> controls) {
    records.addAll(controls);
  }

  @Override
  public void afterwards(Runnable action) {
    afterwards.add(action);
  }

  @Override
  public void row(
      ChangeTopic table,
      TableShape shape,
      List<@Nullable String> row,
      Origin origin,
      @Nullable String snapshotId) {
    event(table, shape, Operation.READ, null, row, origin, snapshotId);
  }

  /// A change of a row, or a row of a snapshot.
  ///
  /// @param snapshotId null for a change from the log
  void event(
      ChangeTopic table,
      TableShape shape,
      Operation operation,
      @Nullable List<@Nullable String> before,
      @Nullable List<@Nullable String> after,
      Origin origin,
      @Nullable String snapshotId) {
    log.declare(shape);
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    Outgoing record = rows.record(table, shape, operation, before, after, origin, snapshotId, now);
    records.add(record);
    afterwards.add(
        record instanceof Outgoing.Letter letter
            ? () -> listener.unwritten(table, letter.why().code())
            : () -> listener.written(table, operation.code()));
  }
}
