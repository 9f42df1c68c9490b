package dev.hayase.loader.fold;

import java.util.BitSet;

/// The records of a stretch of a partition's log that no longer matter to a mirror, because a later
/// record of the same key, a truncate or a snapshot stands behind them.
public final class Superseded {
  private final long from;
  private final long through;
  private final long goneBelow;
  private final BitSet later;

  Superseded(long from, long through, long goneBelow, BitSet later) {
    this.from = from;
    this.through = through;
    this.goneBelow = goneBelow;
    this.later = later;
  }

  /// Whether the record is needless.
  ///
  /// @param offset of a record with a key, below [#through()]; control records and records without
  ///   a key are never superseded, whatever this says
  public boolean contains(long offset) {
    if (offset >= through) {
      throw new IllegalArgumentException(
          "Offset %d is not in what was folded, %d to %d".formatted(offset, from, through));
    }
    return offset < goneBelow || (offset >= from && later.get((int) (offset - from)));
  }

  /// The first offset that this says nothing about: the range goes on there with another [Fold], or
  /// ends.
  public long through() {
    return through;
  }
}
