package dev.hayase.loader.batch;

import java.util.ArrayDeque;
import java.util.Deque;

/// Knows how far a partition is settled: every record before the position is loaded, parked or
/// skipped, and acknowledged as such. Records settle in any order; the position moves over the
/// contiguous prefix only.
///
/// Also counts the rows of the current BigQuery stream that lie before the position, which is what
/// tells a successor whether the stream holds more than the commit says.
public final class Ledger {
  /// The count of rows is not known.
  public static final long UNKNOWN = -1;

  private final Deque<Slice> open = new ArrayDeque<>();
  private long received;
  private long rows;
  private long highestRetired = -1;
  private long foreignRowsThrough = -1;

  /// @param start the first offset that will be received
  public Ledger(long start) {
    this.received = start;
  }

  /// Records of one partition that travel together, in a batch or alone.
  public final class Slice {
    private final long first;
    private long last;
    private int outstanding;
    private int rowsInStream;

    private Slice(long first) {
      this.first = first;
    }

    /// Takes a record.
    public void add(long offset) {
      last = Math.max(last, offset);
      outstanding++;
    }

    /// One of its records is acknowledged.
    ///
    /// @param asRow whether as a row of the current stream, rather than parked or found in the
    ///   table
    public void settle(boolean asRow) {
      settle(1, asRow);
    }

    /// So many of its records are acknowledged.
    void settle(int records, boolean asRow) {
      rowsInStream += asRow ? records : 0;
      outstanding -= records;
      if (outstanding == 0) {
        retire();
      }
    }
  }

  /// Begins a slice with this record. Slices begin in the order of offsets.
  public Slice open(long offset) {
    Slice slice = new Slice(offset);
    open.addLast(slice);
    slice.add(offset);
    return slice;
  }

  /// Every record below `offset` was handed to a slice or needs none.
  public void receivedThrough(long offset) {
    received = Math.max(received, offset);
  }

  /// A new stream takes the rows from now on.
  ///
  /// @param foreignThrough rows up to this offset may be in the table without being in the new
  ///   stream; -1 when there are none
  public void streamBegins(long foreignThrough) {
    rows = 0;
    open.forEach(slice -> slice.rowsInStream = 0);
    foreignRowsThrough = Math.max(foreignRowsThrough, foreignThrough);
  }

  /// The offset of the last record that any slice held or holds; -1 before the first.
  public long highest() {
    long highest = highestRetired;
    for (Slice slice : open) {
      highest = Math.max(highest, slice.last);
    }
    return highest;
  }

  /// The offset that can be committed.
  public long position() {
    Slice first = open.peekFirst();
    return first == null ? received : first.first;
  }

  /// Rows of the current stream below the position, or [#UNKNOWN].
  public long rows() {
    long position = position();
    return position > highestRetired && position > foreignRowsThrough ? rows : UNKNOWN;
  }

  private void retire() {
    Slice first;
    while ((first = open.peekFirst()) != null && first.outstanding == 0) {
      open.removeFirst();
      rows += first.rowsInStream;
      highestRetired = Math.max(highestRetired, first.last);
    }
  }
}
