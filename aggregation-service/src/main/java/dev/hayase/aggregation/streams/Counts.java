package dev.hayase.aggregation.streams;

import java.util.concurrent.atomic.LongAdder;

/// What an aggregation has done in this instance since it was started. What a transaction that
/// failed has done is counted again when it is done again.
public final class Counts {
  private final LongAdder read = new LongAdder();
  private final LongAdder letters = new LongAdder();
  private final LongAdder contributions = new LongAdder();
  private final LongAdder late = new LongAdder();
  private final LongAdder emissions = new LongAdder();

  /// Records of sources, of dimensions, too.
  public long read() {
    return read.sum();
  }

  /// Records that went to the dead letters.
  public long letters() {
    return letters.sum();
  }

  /// Contributions that came to groups, late ones included. A row that changes makes two: what it
  /// takes back and what it adds.
  public long contributions() {
    return contributions.sum();
  }

  /// Contributions that came too late.
  public long late() {
    return late.sum();
  }

  /// Results that were written, deleted ones included.
  public long emissions() {
    return emissions.sum();
  }

  void countRead() {
    read.increment();
  }

  void countLetter() {
    letters.increment();
  }

  void countContribution() {
    contributions.increment();
  }

  void countLate() {
    late.increment();
  }

  void countEmission() {
    emissions.increment();
  }
}
