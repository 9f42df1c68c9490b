package dev.hayase.loader.flow;

/// Keeps to so many bytes per second. What is allowed may be more than is saved up, and is paid off
/// afterwards: requests of any size go, and the rate holds over any few seconds.
///
/// Not thread-safe.
public final class TokenBucket {
  /// No rate is kept to.
  public static final long UNLIMITED = Long.MAX_VALUE;

  private static final double MILLIS_PER_SECOND = 1_000;

  private long bytesPerSecond = UNLIMITED;
  private double balance;
  private long atMillis;

  /// Keeps to another rate from now on. What is owed stays owed, but for a second's worth at most.
  public void rate(long newBytesPerSecond, long nowMillis) {
    if (newBytesPerSecond != bytesPerSecond) {
      refill(nowMillis);
      bytesPerSecond = newBytesPerSecond;
      balance = Math.clamp(balance, -(double) newBytesPerSecond, (double) newBytesPerSecond);
    }
  }

  /// When bytes may go next; not after `nowMillis` if they may go now.
  public long allowedAtMillis(long nowMillis) {
    refill(nowMillis);
    return bytesPerSecond == UNLIMITED || balance >= 0
        ? nowMillis
        : nowMillis + Math.max(1, (long) Math.ceil(-balance * MILLIS_PER_SECOND / bytesPerSecond));
  }

  /// Bytes went.
  public void took(long bytes, long nowMillis) {
    refill(nowMillis);
    if (bytesPerSecond != UNLIMITED) {
      balance -= bytes;
    }
  }

  private void refill(long nowMillis) {
    if (bytesPerSecond == UNLIMITED) {
      balance = 0;
    } else if (nowMillis > atMillis) {
      double saved = balance + (nowMillis - atMillis) * (bytesPerSecond / MILLIS_PER_SECOND);
      // A tenth of a second may be saved up: a table that was quiet does not flood.
      balance = Math.min(saved, bytesPerSecond / 10.0);
    }
    atMillis = Math.max(atMillis, nowMillis);
  }
}
