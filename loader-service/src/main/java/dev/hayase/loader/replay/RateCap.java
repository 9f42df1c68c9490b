package dev.hayase.loader.replay;

/// Keeps a flow below a number of bytes per second. What was not used while there was nothing to do
/// is not made up for later, beyond one second's worth.
public final class RateCap {
  private static final long SECOND = 1_000_000_000;

  private final long bytesPerSecond;
  private long freeAtNanos;
  private boolean used;

  public RateCap(long bytesPerSecond) {
    if (bytesPerSecond <= 0) {
      throw new IllegalArgumentException("A rate is positive; got " + bytesPerSecond);
    }
    this.bytesPerSecond = bytesPerSecond;
  }

  /// Takes bytes.
  ///
  /// @param nowNanos of a clock that only goes forward
  /// @return how long to wait before more are taken
  public long pauseNanos(long bytes, long nowNanos) {
    if (!used || freeAtNanos - nowNanos < -SECOND) {
      freeAtNanos = nowNanos - (used ? SECOND : 0);
      used = true;
    }
    freeAtNanos += (long) ((double) bytes / bytesPerSecond * SECOND);
    return Math.max(0, freeAtNanos - nowNanos);
  }
}
