package dev.hayase.loader.delivery;

import dev.hayase.loader.batch.Batch;
import dev.hayase.loader.batch.SourceRecord;
import dev.hayase.loader.flow.TableFlow;
import dev.hayase.loader.row.Encoded;
import dev.hayase.loader.table.TableMode;
import dev.hayase.loader.table.TableRef;
import dev.hayase.loader.table.TableShape;
import dev.hayase.pipeline.TableSettings.Delivery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
  private final Map<Integer, Lane> byPartition = new HashMap<>();
  private final Map<PartitionLoad, Lane> beside = new HashMap<>();

  /// Makes what a lane reports to.
  interface LaneOwners {
    /// @param load the partition of the lane's own, or null for a mirror's
    LaneOwner of(@org.jspecify.annotations.Nullable PartitionLoad load);
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
      TableMode mode, TableShape shape, PartitionLoad load, SourceRecord record, Encoded.Row row) {
    Lane lane =
        switch (mode) {
          case MIRROR -> shared(mode, shape);
          case HISTORY, APPEND -> appending(mode, shape, load);
        };
    if (lane.holds(record.offset())) {
      settlement.skip(record);
      return;
    }
    if (load.side != null) {
      load.side.wrote();
    }
    long rowBytes = row.protobuf().length + ROW_OVERHEAD;
    settlement.hold(rowBytes);
    lane.batchFor(shape, row.protobuf().length, context.clock().millis())
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
    if (load.side != null) {
      return beside(mode, load, load.side);
    }
    if (exactlyOnce) {
      return history(load);
    }
    load.leavesItsStream();
    return shared(mode, shape);
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
    return byShape.computeIfAbsent(
        shape,
        _ ->
            new Lane(
                new DefaultStreamOpener(context.streams(), table, mode),
                flow,
                context.pauses(),
                owners.of(null)));
  }

  private Lane history(PartitionLoad load) {
    return byPartition.computeIfAbsent(
        load.partition.partition(),
        _ ->
            new Lane(
                new OwnStreamOpener(
                    context.streams(),
                    context.rows(),
                    context.claims(),
                    context.elsewhere(),
                    table,
                    load.partition,
                    load.assignment),
                flow,
                context.pauses(),
                owners.of(load)));
  }

  private Lane beside(TableMode mode, PartitionLoad load, SideRun run) {
    return beside.computeIfAbsent(
        load,
        _ ->
            new Lane(
                new SideOpener(context, table, mode, load, run),
                flow,
                context.pauses(),
                owners.of(load)));
  }

  /// Does what can be done now, and says when to be called again at the latest.
  long pump(long nowMillis) {
    long next = Long.MAX_VALUE;
    for (Lane lane : byShape.values()) {
      next = Math.min(next, lane.pump(nowMillis));
    }
    for (Lane lane : byPartition.values()) {
      next = Math.min(next, lane.pump(nowMillis));
    }
    for (Lane lane : beside.values()) {
      next = Math.min(next, lane.pump(nowMillis));
    }
    return next;
  }

  /// The run that this is for is over.
  void end(PartitionLoad load) {
    Lane lane = beside.remove(load);
    if (lane != null) {
      lane.abandon().forEach(settlement::returned);
    }
  }

  /// Sends what is there without waiting for more.
  void flush() {
    byShape.values().forEach(Lane::seal);
    byPartition.values().forEach(Lane::seal);
  }

  /// The partition is no longer ours. A mirror's rows of it may still go: they do no harm.
  void revoke(int partition) {
    Lane lane = byPartition.remove(partition);
    if (lane != null) {
      lane.abandon().forEach(settlement::returned);
    }
  }

  /// Closes every connection.
  void close() {
    byShape.values().forEach(lane -> lane.abandon().forEach(settlement::returned));
    byPartition.values().forEach(lane -> lane.abandon().forEach(settlement::returned));
    beside.values().forEach(lane -> lane.abandon().forEach(settlement::returned));
  }
}
