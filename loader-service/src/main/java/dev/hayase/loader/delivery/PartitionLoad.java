package dev.hayase.loader.delivery;

import dev.hayase.loader.batch.Arrivals;
import dev.hayase.loader.batch.Assignment;
import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.batch.Ledger;
import dev.hayase.loader.batch.Settled;
import dev.hayase.loader.fold.Superseded;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What a table's thread knows of one of its partitions.
final class PartitionLoad {
  final SourcePartition partition;
  final Assignment assignment;
  final Ledger ledger;
  final Deque<SourceRecord> queue = new ArrayDeque<>();

  /// Schema key to the offset below which records that name it are known to name no schema.
  final Map<String, Long> unknownSchemas = new HashMap<>();

  /// The schema that the queue's first record waits for.
  @Nullable String awaitedSchema;

  /// The barrier behind which the queue waits.
  @Nullable Barrier barrier;

  /// The snapshot's end of which it is known that all partitions have passed it.
  long completeAt = -1;

  /// The lane of its own, once it has one.
  @Nullable Lane lane;

  /// The run that this is for; null for the live flow.
  final @Nullable SideRun side;

  /// The queue waits until then.
  long blockedUntilMillis;

  /// A mirror's records below this offset may have been loaded before.
  long foldTo;

  /// What of them needs no loading, as far as it is known.
  @Nullable Superseded superseded;

  /// The queue waits until it is known; read by the thread that finds out.
  volatile boolean folding;

  private final Arrivals arrivals = new Arrivals();
  private final Deque<Passing> passing = new ArrayDeque<>();
  private final Deque<String> passed;
  private long next;
  private Optional<String> stream = Optional.empty();
  private boolean streamLeft;
  private long claim;
  private final CommitNote start;
  private int measured;
  private long measuredBytes;

  PartitionLoad(SourcePartition partition, Assignment assignment) {
    this(partition, assignment, null);
  }

  /// Of a run beside the live flow.
  PartitionLoad(SideRun side, long lease) {
    this(side.partition(), new Assignment(side.start(), CommitNote.NONE, lease), side);
  }

  private PartitionLoad(SourcePartition partition, Assignment assignment, @Nullable SideRun side) {
    this.side = side;
    this.partition = partition;
    this.assignment = assignment;
    this.start = assignment.note();
    this.ledger = new Ledger(assignment.offset());
    this.next = assignment.offset();
    this.claim = assignment.lease();
    this.foldTo = start.foldTo();
    this.passed = new ArrayDeque<>(start.passed());
  }

  /// Whether nothing of it is loaded before an operator acts.
  boolean isHalted() {
    return blockedUntilMillis == Long.MAX_VALUE;
  }

  /// Whether its records wait for something that other partitions or the outside have to bring. To
  /// poll more of them would fill the memory that the others need to bring it.
  boolean isDetained(long nowMillis) {
    return barrier != null || folding || blockedUntilMillis > nowMillis;
  }

  /// Bytes of the records that wait. Only while [#isDetained], when none is taken out.
  long detainedBytes() {
    if (queue.size() != measured) {
      measured = queue.size();
      measuredBytes = queue.stream().mapToLong(SourceRecord::size).sum();
    }
    return measuredBytes;
  }

  /// A control record that is passed as soon as the position is beyond it.
  private record Passing(long offset, String proof) {}

  /// The offset that is expected next.
  long next() {
    return next;
  }

  /// Takes records, without those that were taken before.
  ///
  /// @return those that are dropped
  List<SourceRecord> receive(List<SourceRecord> records, long nextOffset) {
    List<SourceRecord> known = new ArrayList<>();
    for (SourceRecord record : records) {
      if (record.offset() >= next) {
        queue.addLast(record);
      } else {
        known.add(record);
      }
    }
    next = Math.max(next, nextOffset);
    if (known.size() < records.size()) {
      arrivals.add(next, records.get(known.size()).timestampMillis());
    }
    return known;
  }

  /// When the broker appended the oldest record that is not settled.
  OptionalLong oldestMillis() {
    return arrivals.oldestMillis(position());
  }

  void pass(long offset, String proof) {
    passing.addLast(new Passing(offset, proof));
  }

  void streamBegins(Opener.Fresh fresh) {
    ledger.streamBegins(Math.max(fresh.held().highest(), ledger.highest()));
    stream = Optional.of(fresh.stream());
    claim = fresh.claim();
  }

  /// Its rows go into a stream that is nobody's own: what a predecessor's stream holds says nothing
  /// any more about what the table holds.
  void leavesItsStream() {
    streamLeft = true;
  }

  /// The offset below which everything is settled.
  long position() {
    ledger.receivedThrough(queue.isEmpty() ? next : queue.getFirst().offset());
    return ledger.position();
  }

  /// The last control records that were passed.
  Collection<String> passed() {
    long position = position();
    while (!passing.isEmpty() && passing.getFirst().offset() < position) {
      passed.addLast(passing.removeFirst().proof());
      if (passed.size() > CommitNote.PASSED_KEPT) {
        passed.removeFirst();
      }
    }
    return passed;
  }

  /// What can be committed.
  Settled settled() {
    List<String> proofs = List.copyOf(passed());
    long position = position();
    // Before a stream of ours begins, the predecessor's count stays true.
    Optional<String> named = streamLeft ? Optional.empty() : stream.or(start::stream);
    long counted = stream.isPresent() ? ledger.rows() : start.rows();
    CommitNote note =
        new CommitNote(
            named,
            named.isPresent() ? counted : Ledger.UNKNOWN,
            proofs,
            start.topicId(),
            foldTo > position ? foldTo : 0);
    return new Settled(position, note, claim);
  }
}
