package dev.hayase.cdc.watch;

import java.time.Duration;

/// Decides when a stream is stalled: markers come back each second, so one from which nothing came
/// for a while brings nothing any more. Time in which what came is being written does not count,
/// and neither does time in which the server says that it is at work for us.
///
/// Before the first change of the log a stream may be silent for longer, as while the server looks
/// for our place; and in a snapshot for as long as the server answers other questions. A stream
/// that was ended before anything came of the log doubles the time for the next one: no rule about
/// time ends every run of a capture.
///
/// Thread-safe; times are of one clock that never goes back, in nanoseconds.
final class Liveness {
  private static final int SLOW_START = 6;
  private static final int MOST_DOUBLINGS = 5;

  private final long limit;
  private long since;
  private long writingSince;
  private boolean writing;
  private boolean snapshot;
  private boolean started;
  private int stalls;

  /// @param limit of silence
  Liveness(Duration limit) {
    this.limit = limit.toNanos();
  }

  /// A stream begins.
  ///
  /// @param withSnapshot whether tables are read before the log
  synchronized void begin(boolean withSnapshot, long now) {
    since = now;
    snapshot = withSnapshot;
    started = false;
    writing = false;
  }

  /// What came is being written from now on.
  synchronized void writing(long now) {
    writing = true;
    writingSince = now;
  }

  /// It is written.
  ///
  /// @param rows whether there were rows of a snapshot
  /// @param proof whether it shows that the log comes through
  synchronized void written(boolean rows, boolean proof, long now) {
    writing = false;
    if (proof) {
      started = true;
      stalls = 0;
    }
    since = rows || proof ? now : since + now - writingSince;
  }

  /// Whether to end the stream.
  ///
  /// @param sending whether the server says that it is at work for us
  /// @param answering whether the server answers other questions
  synchronized boolean isStalled(boolean sending, boolean answering, long now) {
    if (sending) {
      since = now;
    }
    if (writing || (snapshot && !started && answering)) {
      return false;
    }
    return now - since > (started ? limit : (limit * SLOW_START) << stalls);
  }

  /// For how long nothing came.
  synchronized Duration silence(long now) {
    return Duration.ofNanos(now - since);
  }

  /// The stream was ended because of it.
  synchronized void ended() {
    if (!started) {
      stalls = Math.min(stalls + 1, MOST_DOUBLINGS);
    }
  }
}
