package dev.hayase.loader.flow;

import java.util.Arrays;

/// How many bytes may be on their way to BigQuery, all tables together, so that nobody's rows wait
/// behind a queue of others' inside BigQuery: there no priority holds.
///
/// While tables wait for the window, it grows as long as answers come about as quickly as they ever
/// do, and shrinks as soon as they take [#TARGET_MILLIS] longer: then more on the way only waits
/// longer. The quickest answer is what the delay is reckoned from. Since that changes, it is
/// forgotten after a while, and measured anew with a quarter of the window, lest a queue be taken
/// for the way.
///
/// While nobody waits for it, it falls towards twice of what is used, so that a sudden load does
/// not begin with a long queue.
///
/// What counts is the median of the answers, so that one table that is slow by itself does not hold
/// back the others.
///
/// Not thread-safe.
public final class FlightWindow {
  /// How much longer than the quickest answer is too long.
  static final long TARGET_MILLIS = 250;

  private static final long LEAST_BYTES = 256 << 10;
  private static final long FIRST_BYTES = 1 << 20;
  private static final long LEAST_EPOCH_MILLIS = 100;
  private static final long BASE_MILLIS = 30_000;
  private static final int MOST_SAMPLES = 256;
  private static final double GROWTH = 0.5;
  private static final double STEEPEST_SHRINK = 0.2;
  private static final double PROBE = 0.25;
  private static final double DECAY = 0.9;

  private final long mostBytes;
  private final long[] samples = new long[MOST_SAMPLES];
  private double window;
  private int sampled;
  private long peak;
  private boolean limited;
  private boolean probing;
  private long epochBegan;
  private long epochMillis = LEAST_EPOCH_MILLIS;
  private long baseBegan;
  private long base = Long.MAX_VALUE;
  private long formerBase = Long.MAX_VALUE;

  /// @param mostBytes that make sense: what memory there is
  public FlightWindow(long mostBytes) {
    this.mostBytes = Math.max(LEAST_BYTES, mostBytes);
    this.window = Math.min(FIRST_BYTES, this.mostBytes);
  }

  /// Bytes that may be on their way.
  public long bytes() {
    return (long) (probing ? Math.max(LEAST_BYTES, window * PROBE) : window);
  }

  /// BigQuery refused what was on its way because it is too much.
  void exceeded() {
    window = Math.max(LEAST_BYTES, window / 2);
  }

  /// Somebody waits because of it.
  void limits() {
    limited = true;
  }

  /// So many bytes are on their way now.
  void used(long bytesInFlight) {
    peak = Math.max(peak, bytesInFlight);
  }

  /// An answer came.
  ///
  /// @param tookMillis since its request was sent
  void answered(long tookMillis, long nowMillis) {
    base = Math.min(base, tookMillis);
    if (nowMillis - tookMillis < epochBegan) {
      // It was sent under another window and tells nothing about this one.
      return;
    }
    samples[sampled % MOST_SAMPLES] = tookMillis;
    sampled++;
    if (nowMillis >= epochBegan + epochMillis) {
      epochEnds(median(), nowMillis);
    }
  }

  private long median() {
    int count = Math.min(sampled, MOST_SAMPLES);
    long[] sorted = Arrays.copyOf(samples, count);
    Arrays.sort(sorted);
    return sorted[count / 2];
  }

  private void epochEnds(long median, long nowMillis) {
    double delay = Math.max(0, median - Math.min(base, formerBase));
    if (probing) {
      // The answers of this epoch were asked for before it, or are few: they tell the base only.
      probing = false;
    } else if (limited && delay < TARGET_MILLIS) {
      window = Math.min((double) mostBytes, window * (1 + GROWTH * (1 - delay / TARGET_MILLIS)));
    } else if (limited) {
      window = Math.max(LEAST_BYTES, window * Math.max(STEEPEST_SHRINK, TARGET_MILLIS / delay));
    } else if (window > FIRST_BYTES) {
      // What nobody needed for a while may be too much by now.
      double needed = Math.max((double) FIRST_BYTES, 2.0 * peak);
      window = Math.min(window, Math.max(needed, window * DECAY));
    }
    peak = 0;
    sampled = 0;
    limited = false;
    epochBegan = nowMillis;
    epochMillis = Math.max(LEAST_EPOCH_MILLIS, median);
    if (nowMillis >= baseBegan + BASE_MILLIS) {
      formerBase = base;
      base = Long.MAX_VALUE;
      baseBegan = nowMillis;
      probing = true;
    }
  }
}
