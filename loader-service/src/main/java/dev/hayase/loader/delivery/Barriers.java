package dev.hayase.loader.delivery;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.loader.outcome.Failure;
import dev.hayase.loader.outcome.FailurePolicy;
import dev.hayase.loader.outcome.Verdict;
import dev.hayase.loader.outcome.Verdict.Pace;
import dev.hayase.loader.store.GroupPositions.Committed;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.table.TableRef;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Applies snapshot ends and truncates: waits until all partitions have passed, then deletes what
/// is older in a mirror, or lets a history say that the snapshot is complete.
final class Barriers {
  private static final Logger LOG = LoggerFactory.getLogger(Barriers.class);
  private static final long ASK_EVERY_MILLIS = 500;
  private static final long HALT_MILLIS = 60_000;

  private final String topic;
  private final TableRef table;
  private final TableContext context;
  private final Map<Integer, PartitionLoad> loads;
  private final Settlement settlement;
  private final Trouble trouble;
  private final Consumer<Mail> post;
  private final boolean truncates;
  private final Supplier<Collection<PartitionLoad>> everyLoad;
  private int failures;

  /// @param everyLoad the partitions, and the runs beside them
  /// @param truncates whether a truncate of the source's table is one of the mirror, too
  Barriers(
      String topic,
      TableRef table,
      boolean truncates,
      TableContext context,
      Map<Integer, PartitionLoad> loads,
      Supplier<Collection<PartitionLoad>> everyLoad,
      Settlement settlement,
      Trouble trouble,
      Consumer<Mail> post) {
    this.topic = topic;
    this.table = table;
    this.truncates = truncates;
    this.context = context;
    this.loads = loads;
    this.everyLoad = everyLoad;
    this.settlement = settlement;
    this.trouble = trouble;
    this.post = post;
  }

  /// A partition passes its copy of a control record as soon as its position is beyond it.
  void passes(PartitionLoad load, SourceRecord record, ControlRecord control, SequenceNumber copy) {
    if (load.side == null) {
      load.pass(record.offset(), Barrier.proof(control, copy));
    }
  }

  /// Whether every partition has passed its copy of a snapshot's end. If not, partition 0 waits
  /// before its own until they have.
  boolean isComplete(
      PartitionLoad load, SourceRecord record, ControlRecord end, SequenceNumber copy) {
    if (load.completeAt == record.offset()) {
      return true;
    }
    load.barrier =
        new Barrier(end, copy, record.offset(), load.ledger.open(record.offset()), false);
    return false;
  }

  /// A mirror's partition has reached its copy of a control record.
  void reached(
      PartitionLoad load, SourceRecord record, ControlRecord control, SequenceNumber copy) {
    passes(load, record, control, copy);
    settlement.control(record);
    boolean leavesRowsBehind =
        switch (control) {
          case ControlRecord.SnapshotStart _ -> false;
          case ControlRecord.SnapshotEnd _ -> true;
          case ControlRecord.Truncate _ -> truncates;
        };
    if (load.partition.partition() == 0 && leavesRowsBehind) {
      load.barrier =
          new Barrier(control, copy, record.offset(), load.ledger.open(record.offset()), true);
    }
  }

  /// A partition has reached a truncate that stands in it alone.
  void truncated(PartitionLoad load, SourceRecord record, String cutoff) {
    settlement.control(record);
    load.barrier = Barrier.alone(cutoff, record.offset(), load.ledger.open(record.offset()));
  }

  /// Does what can be done now, and says when to be called again at the latest.
  long pump(long nowMillis) {
    long next = Long.MAX_VALUE;
    for (PartitionLoad load : everyLoad.get()) {
      if (load.barrier != null) {
        next = Math.min(next, pump(load, load.barrier, nowMillis));
      }
    }
    return next;
  }

  private long pump(PartitionLoad load, Barrier barrier, long nowMillis) {
    if (barrier.sweep != null) {
      return Long.MAX_VALUE;
    }
    if (nowMillis < load.blockedUntilMillis) {
      return load.blockedUntilMillis;
    }
    if (barrier.isAlone() && barrier.partitions() > 1) {
      haltAlone(load, barrier, nowMillis);
      return load.blockedUntilMillis;
    }
    if (allPassed(load, barrier)) {
      if (barrier.sweeps) {
        begin(barrier);
        return Long.MAX_VALUE;
      }
      complete(load, barrier);
      return nowMillis;
    }
    if (load.side == null) {
      trouble.waiting(
          load, "barrier", "a " + barrier.code + " waits until all partitions have passed it");
    }
    if (!barrier.asking && nowMillis >= barrier.askAtMillis && someLackProof(barrier)) {
      barrier.asking = true;
      barrier.askAtMillis = nowMillis + ASK_EVERY_MILLIS;
      context.elsewhere().execute(this::ask);
    }
    return Math.max(nowMillis + 1, barrier.askAtMillis);
  }

  /// The record that waits before the barrier goes on.
  private void complete(PartitionLoad load, Barrier barrier) {
    load.completeAt = barrier.offset;
    load.barrier = null;
    barrier.slice.settle(false);
    trouble.over(load);
  }

  /// Rows of other partitions that came before the truncate may be read after it, and nothing tells
  /// them apart.
  private void haltAlone(PartitionLoad load, Barrier barrier, long nowMillis) {
    load.blockedUntilMillis = nowMillis + HALT_MILLIS;
    trouble.halted(
        load,
        "source-truncated",
        "the source's table was truncated, and the topic has "
            + barrier.partitions()
            + " partitions: another capture does not say which rows of the others came before",
        "Set on-truncate: ignore for this topic in pipeline.yaml and restart the loader: the rows"
            + " from before stay. To be rid of them set another table: as well, and have the"
            + " connector take a snapshot",
        Optional.of(Instant.ofEpochMilli(load.blockedUntilMillis)));
  }

  private boolean someLackProof(Barrier barrier) {
    if (barrier.isAlone()) {
      return barrier.partitions() == 0;
    }
    for (int partition = 0; partition < barrier.copies; partition++) {
      PartitionLoad load = loads.get(partition);
      if (load == null || !barrier.passed(load.passed())) {
        return true;
      }
    }
    return false;
  }

  private void ask() {
    try {
      post.accept(
          new Mail.GroupSeen(context.group().committed(topic), context.group().ends(topic)));
    } catch (RuntimeException e) {
      LOG.atDebug()
          .addKeyValue("topic", topic)
          .setCause(e)
          .log("Kafka did not tell the group's positions");
      post.accept(new Mail.GroupSeen(Map.of(), Map.of()));
    }
  }

  void groupSeen(Map<Integer, Committed> committed, Map<Integer, Long> ends) {
    for (PartitionLoad load : everyLoad.get()) {
      if (load.barrier != null) {
        load.barrier.groupSeen(committed, ends);
      }
    }
  }

  private boolean allPassed(PartitionLoad own, Barrier barrier) {
    if (own.position() != barrier.offset) {
      return false;
    }
    if (barrier.isAlone()) {
      return barrier.partitions() == 1;
    }
    for (int partition = 0; partition < barrier.copies; partition++) {
      PartitionLoad load = loads.get(partition);
      boolean passed =
          load == own
              || (load == null
                  ? barrier.passedElsewhere(partition)
                  : barrier.passed(load.passed())
                      || barrier.isBeyondCopy(partition, load.position()));
      if (!passed) {
        return false;
      }
    }
    return true;
  }

  private void begin(Barrier barrier) {
    Sweep sweep = new Sweep(context.tables(), context.rows(), table, barrier.cutoff);
    barrier.sweep = sweep;
    context
        .elsewhere()
        .execute(() -> {
          Optional<Failure> failure;
          try {
            failure = sweep.run(rows -> post.accept(new Mail.SweepRows(sweep, rows)));
          } catch (RuntimeException e) {
            failure = Optional.of(new Failure.Unavailable("The deletion of old rows failed: " + e));
          }
          post.accept(new Mail.SweepEnded(sweep, failure));
        });
  }

  /// The barrier whose sweep this is, if it still stands.
  Optional<Barrier> of(Sweep sweep) {
    for (PartitionLoad load : loads.values()) {
      Barrier barrier = load.barrier;
      if (barrier != null && barrier.sweep == sweep) {
        return Optional.of(barrier);
      }
    }
    return Optional.empty();
  }

  /// The sweep has named all its rows, or failed.
  void ended(Sweep sweep, Optional<Failure> failure, long nowMillis) {
    for (PartitionLoad load : loads.values()) {
      Barrier barrier = load.barrier;
      if (barrier == null || barrier.sweep != sweep) {
        continue;
      }
      if (failure.isEmpty()) {
        failures = 0;
        // The position moves on when the last deletion is acknowledged.
        barrier.slice.settle(false);
        load.barrier = null;
        LOG.atInfo()
            .addKeyValue("topic", topic)
            .addKeyValue("table", table)
            .addKeyValue("control", barrier.code)
            .log("All partitions have passed a control record; older rows are being deleted");
        trouble.over(load);
      } else {
        Verdict verdict = FailurePolicy.verdict(failure.get());
        barrier.sweep = null;
        Pace pace = verdict instanceof Verdict.Retry(Pace p) ? p : Pace.SETUP;
        load.blockedUntilMillis = nowMillis + context.pauses().millis(pace, ++failures);
        trouble.failed(load, failure.get(), verdict, load.blockedUntilMillis);
      }
    }
  }

  /// The partition is no longer ours.
  void revoke(PartitionLoad load) {
    if (load.barrier != null && load.barrier.sweep != null) {
      load.barrier.sweep.abandon();
    }
  }
}
