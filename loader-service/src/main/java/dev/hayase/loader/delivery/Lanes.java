package dev.hayase.loader.delivery;

import dev.hayase.loader.batch.Batch;
import dev.hayase.loader.flow.TableFlow;
import dev.hayase.pipeline.TableSettings.Delivery;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.row.Encoded;
import dev.hayase.records.row.FieldNumbers;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import dev.hayase.records.table.TableShape;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The lanes of a table: for a mirror, and where rows may come twice, one per shape of rows, so
/// that rows of an old shape flow while a new one waits for BigQuery; for a history one per
/// partition.
final class Lanes {
  private static final long ROW_OVERHEAD = 64;

  private final TableRef table;
  private final boolean exactlyOnce;
  private final TableContext context;
  private final TableFlow flow;
  private final Settlement settlement;
  private final LaneOwners owners;
  private final Map<TableShape, Lane> byShape = new HashMap<>();

  /// The same, since the hash of a shape is that of all its columns: too much for every row.
  private final IdentityHashMap<TableShape, Lane> byShapeObject = new IdentityHashMap<>();

  /// Of partitions and runs that have a stream of their own.
  private final Set<Lane> own = new LinkedHashSet<>();

  /// The widest shape of which a mirror's rows were taken.
  private @Nullable TableShape known;

  /// Makes what a lane reports to.
  interface LaneOwners {
    /// @param load the partition of the lane's own, or null for a mirror's
    LaneOwner of(@Nullable PartitionLoad load);
  }

  Lanes(
      Destination destination,
      TableContext context,
      TableFlow flow,
      Settlement settlement,
      LaneOwners owners) {
    this.table = destination.table();
    this.exactlyOnce = destination.delivery() == Delivery.EXACTLY_ONCE;
    this.context = context;
    this.flow = flow;
    this.settlement = settlement;
    this.owners = owners;
  }

  /// Queues a record's row.
  void add(
      TableMode mode,
      TableShape shape,
      PartitionLoad load,
      SourceRecord record,
      Encoded.Row row,
      long nowMillis) {
    Lane usual = lane(mode, shape, load);
    Optional<TableShape> earlier = instead(mode, shape, load, usual, row.protobuf());
    Lane lane = earlier.isPresent() ? lane(mode, earlier.get(), load) : usual;
    TableShape going = earlier.orElse(shape);
    if (lane.holds(record.offset())) {
      settlement.skip(record);
      return;
    }
    if (load.side != null) {
      load.side.wrote();
    }
    long rowBytes = row.protobuf().length + ROW_OVERHEAD;
    settlement.hold(rowBytes);
    lane.batchFor(going, row.protobuf().length, nowMillis)
        .add(
            load.ledger,
            record,
            row.protobuf(),
            row.commitMicros(),
            // Nobody waits for a row of long ago: its age says nothing about our speed.
            row.snapshot() || load.side != null,
            record.size() + rowBytes);
  }

  private Lane appending(TableMode mode, TableShape shape, PartitionLoad load) {
    if (load.side != null || exactlyOnce) {
      return own(mode, load);
    }
    load.leavesItsStream();
    return shared(mode, shape);
  }

  private Lane lane(TableMode mode, TableShape shape, PartitionLoad load) {
    return switch (mode) {
      case MIRROR -> shared(mode, shape);
      case HISTORY, APPEND -> appending(mode, shape, load);
    };
  }

  /// The shape in which the row can go while the columns of its own spread: an earlier one, if the
  /// new columns are NULL in it.
  private Optional<TableShape> instead(
      TableMode mode, TableShape shape, PartitionLoad load, Lane lane, byte[] row) {
    Optional<TableShape> earlier =
        mode == TableMode.MIRROR || (load.side == null && !exactlyOnce)
            ? Optional.ofNullable(lane.isAwaitingSchema() ? known : null)
            : lane.instead(shape);
    // The usual case, in which no row is to cost anything.
    return earlier.isEmpty()
        ? earlier
        : earlier.filter(taken -> FieldNumbers.areWithin(row, shape.sharedNumbers(taken)));
  }

  /// BigQuery took rows of this shape.
  void took(TableShape shape) {
    if (known == null || !known.takes(shape)) {
      known = shape;
    }
  }

  /// BigQuery has learnt of a change of the table: what waits for it is tried at once.
  void hurry() {
    byShape.values().forEach(Lane::hurry);
    own.forEach(Lane::hurry);
  }

  /// Whether any row that is not acknowledged is such a one.
  boolean anyRow(Predicate<byte[]> such) {
    return byShape.values().stream().anyMatch(lane -> lane.anyRow(such))
        || own.stream().anyMatch(lane -> lane.anyRow(such));
  }

  /// Encodes again what BigQuery refuses because the table's types have changed since.
  ///
  /// @param now the shape that rows have now
  /// @param again makes the entry's row anew; empty when its record was parked
  void refit(TableMode mode, TableShape now, Function<Batch.Entry, Optional<Refitted>> again) {
    for (Lane lane : List.copyOf(byShape.values())) {
      refit(lane, lane.outdated(now), again, refitted -> shared(mode, refitted.shape()));
    }
    for (Lane lane : own) {
      refit(lane, lane.outdated(now), again, _ -> lane);
    }
  }

  /// A row that was made anew, and its shape.
  record Refitted(Batch.Entry entry, TableShape shape) {}

  private void refit(
      Lane from,
      List<Batch.Entry> outdated,
      Function<Batch.Entry, Optional<Refitted>> again,
      Function<Refitted, Lane> into) {
    for (Batch.Entry entry : outdated) {
      again
          .apply(entry)
          .ifPresent(refitted ->
              into.apply(refitted)
                  .batchFor(
                      refitted.shape(), refitted.entry().row().length, context.clock().millis())
                  .add(refitted.entry()));
    }
    if (!outdated.isEmpty() && from.isEmpty()) {
      from.rested();
    }
  }

  /// Queues rows that no record stands for; they settle with the barrier.
  void sweep(Barrier barrier, TableShape shape, List<byte[]> deletions) {
    Lane lane = shared(TableMode.MIRROR, shape);
    for (byte[] row : deletions) {
      barrier.slice.add(barrier.offset);
      long charge = row.length + ROW_OVERHEAD;
      settlement.hold(charge);
      lane.batchFor(shape, row.length, context.clock().millis())
          .add(new Batch.Entry(row, null, barrier.slice, 0, true, charge));
    }
  }

  private Lane shared(TableMode mode, TableShape shape) {
    Lane lane = byShapeObject.get(shape);
    if (lane == null) {
      lane =
          byShape.computeIfAbsent(
              shape, _ -> lane(new DefaultStreamOpener(context.streams(), table, mode), null));
      byShapeObject.put(shape, lane);
    }
    return lane;
  }

  private Lane own(TableMode mode, PartitionLoad load) {
    Lane lane = load.lane;
    if (lane == null) {
      Opener opener =
          load.side == null
              ? new OwnStreamOpener(
                  context.streams(),
                  context.rows(),
                  context.claims(),
                  context.elsewhere(),
                  table,
                  load.partition,
                  load.assignment)
              : new SideOpener(context, table, mode, load, load.side);
      lane = lane(opener, load);
      load.lane = lane;
      own.add(lane);
    }
    return lane;
  }

  private Lane lane(Opener opener, @Nullable PartitionLoad load) {
    return new Lane(opener, flow, context.pauses(), owners.of(load));
  }

  /// Does what can be done now, and says when to be called again at the latest.
  long pump(long nowMillis) {
    long next = Long.MAX_VALUE;
    for (Lane lane : byShape.values()) {
      next = Math.min(next, lane.pump(nowMillis));
    }
    for (Lane lane : own) {
      next = Math.min(next, lane.pump(nowMillis));
    }
    return next;
  }

  /// The partition is no longer ours, or the run is over. A mirror's rows of it may still go: they
  /// do no harm.
  void end(PartitionLoad load) {
    Lane lane = load.lane;
    if (lane != null) {
      own.remove(lane);
      load.lane = null;
      lane.abandon().forEach(settlement::returned);
    }
  }

  /// Bytes of the memory budget held by what waits for BigQuery rather than for its turn.
  long awaitingBytes() {
    long bytes = 0;
    for (Lane lane : byShape.values()) {
      bytes += lane.awaitingBytes();
    }
    for (Lane lane : own) {
      bytes += lane.awaitingBytes();
    }
    return bytes;
  }

  /// Sends what is there without waiting for more.
  void flush() {
    byShape.values().forEach(Lane::seal);
    own.forEach(Lane::seal);
  }

  /// Closes every connection.
  void close() {
    byShape.values().forEach(lane -> lane.abandon().forEach(settlement::returned));
    own.forEach(lane -> lane.abandon().forEach(settlement::returned));
  }
}
