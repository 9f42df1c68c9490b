package dev.hayase.cdc.change;

import dev.hayase.event.SequenceNumber;

/// Numbers the records of a source in the order of their emission.
public final class Numbering {
  private SequenceNumber last;

  /// @param last the last number that was given
  public Numbering(SequenceNumber last) {
    this.last = last;
  }

  /// The next number.
  public SequenceNumber next() {
    last = last.next();
    return last;
  }

  /// The last number that was given.
  public SequenceNumber last() {
    return last;
  }
}
