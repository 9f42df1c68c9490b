package dev.hayase.benchmarks.faults;

import java.util.function.LongSupplier;

/// Spreads the workload over the schedule, however long that takes: rows are written while faults
/// happen, and each fault finds some on their way.
final class Pace implements LongSupplier {
  private static final double FIRST_GUESS_NANOS = 12e9;
  private static final double USUAL = 0.8;

  private final long rows;
  private final int faults;
  private final LongSupplier nanos;
  private final long begun;
  private int done;
  private long since;

  /// @param nanos a clock
  Pace(long rows, int faults, LongSupplier nanos) {
    this.rows = rows;
    this.faults = faults;
    this.nanos = nanos;
    this.begun = nanos.getAsLong();
    this.since = begun;
  }

  /// One more fault is over.
  synchronized void faultOver() {
    done++;
    since = nanos.getAsLong();
  }

  /// How many rows may be written by now.
  @Override
  public synchronized long getAsLong() {
    if (done >= faults) {
      return Long.MAX_VALUE;
    }
    double each = done == 0 ? FIRST_GUESS_NANOS : (double) (since - begun) / done;
    double elapsed = (nanos.getAsLong() - since) / Math.max(1, each);
    return (long) (rows * (done + share(elapsed)) / faults);
  }

  /// How much of a fault's rows may be written after so many times the usual length of a fault: an
  /// ever smaller rest is kept for one that takes longer than others.
  private static double share(double elapsed) {
    return elapsed < 1 ? USUAL * elapsed : 1 - (1 - USUAL) / elapsed;
  }
}
