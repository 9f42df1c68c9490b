package dev.hayase.loader.delivery;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.loader.batch.Ledger;
import dev.hayase.loader.store.GroupPositions.Committed;
import java.util.Collection;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Holds partition 0 at a control record until every partition of the topic has passed its copy
/// with everything before it acknowledged. Only then is it known which rows the control record
/// leaves behind.
///
/// Or holds a topic's only partition at a truncate of another capture, which has no copies.
final class Barrier {
  private static final String AT = "@";

  final String code;

  /// Rows with a lower sequence number are left behind.
  final String cutoff;

  /// How many copies there are, one in each partition.
  final int copies;

  final long offset;
  final Ledger.Slice slice;

  /// Whether older rows are deleted then; if not, it only tells that all have passed.
  final boolean sweeps;

  private final Predicate<String> proving;
  private Map<Integer, Long> ends = Map.of();
  private Map<Integer, Committed> committed = Map.of();

  /// The deletion that follows, once it has begun.
  @Nullable Sweep sweep;

  /// When to ask the group again.
  long askAtMillis;

  boolean asking;

  /// @param copy the number of partition 0's copy
  /// @param slice holds the partition's position at the record
  /// @param sweeps whether older rows are deleted when all have passed
  Barrier(
      ControlRecord control, SequenceNumber copy, long offset, Ledger.Slice slice, boolean sweeps) {
    this(
        control.kind().code(),
        control.cutoff().toString(),
        control.partitions(),
        offset,
        slice,
        sweeps,
        proof -> proves(control, copy, proof));
  }

  private Barrier(
      String code,
      String cutoff,
      int copies,
      long offset,
      Ledger.Slice slice,
      boolean sweeps,
      Predicate<String> proving) {
    this.code = code;
    this.cutoff = cutoff;
    this.copies = copies;
    this.offset = offset;
    this.slice = slice;
    this.sweeps = sweeps;
    this.proving = proving;
  }

  /// At a truncate that stands in this partition and in no other.
  static Barrier alone(String cutoff, long offset, Ledger.Slice slice) {
    return new Barrier(
        ControlRecord.Kind.TRUNCATE.code(), cutoff, 0, offset, slice, true, _ -> false);
  }

  /// Whether the other partitions have no copies, so that nothing tells what in them came before.
  boolean isAlone() {
    return copies == 0;
  }

  /// How many partitions the topic has; 0 as long as nobody has said.
  int partitions() {
    return ends.size();
  }

  /// What a partition's note says once it has passed its copy of a control record.
  ///
  /// @param copy the number of that copy
  static String proof(ControlRecord control, SequenceNumber copy) {
    return identity(control) + AT + copy;
  }

  private static String identity(ControlRecord control) {
    return control.kind().code() + ':' + control.cutoff();
  }

  /// The group was asked.
  void groupSeen(Map<Integer, Committed> positions, Map<Integer, Long> endOffsets) {
    committed = positions;
    if (ends.isEmpty()) {
      // When the first copy was readable all copies were in their partitions, so they lie below
      // these ends.
      ends = endOffsets;
    }
    asking = false;
  }

  /// Whether a partition of this process has passed.
  boolean passed(Collection<String> proofs) {
    return proofs.stream().anyMatch(proving);
  }

  /// Whether a partition of another process has passed, by what the group has committed.
  boolean passedElsewhere(int partition) {
    Committed commit = committed.get(partition);
    if (commit == null) {
      return false;
    }
    return passed(commit.note().passed()) || isBeyondCopy(partition, commit.position());
  }

  /// Whether a position is certainly beyond the partition's copy, also where no note says so: an
  /// operator may have moved the offset.
  boolean isBeyondCopy(int partition, long position) {
    Long end = ends.get(partition);
    return end != null && position >= end;
  }

  private static boolean proves(ControlRecord control, SequenceNumber copy, String proof) {
    int at = proof.lastIndexOf(AT);
    if (at < 0) {
      return false;
    }
    if (proof.substring(0, at).equals(identity(control))) {
      return true;
    }
    try {
      SequenceNumber other = SequenceNumber.parse(proof.substring(at + 1));
      // The copies of one control record are numbered side by side: a number beyond them is a later
      // record's.
      return other.epoch() > copy.epoch()
          || (other.epoch() == copy.epoch()
              && other.ordinal() > copy.ordinal() + control.partitions());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
