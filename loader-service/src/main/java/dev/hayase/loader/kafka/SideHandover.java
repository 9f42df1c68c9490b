package dev.hayase.loader.kafka;

import dev.hayase.loader.Loader;
import dev.hayase.loader.delivery.SideRun;
import dev.hayase.loader.replay.InFlight;
import dev.hayase.loader.replay.RateCap;
import dev.hayase.records.SourceRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Hands records of a run to the loader: no faster than the order says, and never more at once than
/// a bounded number of bytes.
final class SideHandover {
  private static final long MOST_BYTES = 2 << 20;
  private static final Duration STEP = Duration.ofMillis(5);

  private final Loader loader;
  private final SideRun run;
  private final RateCap cap;
  private final Runnable meanwhile;
  private final InFlight inFlight = new InFlight();

  /// @param meanwhile is called again and again while there is something to wait for
  SideHandover(Loader loader, SideRun run, long bytesPerSecond, Runnable meanwhile) {
    this.loader = loader;
    this.run = run;
    this.cap = new RateCap(bytesPerSecond);
    this.meanwhile = meanwhile;
  }

  /// Bytes were read.
  void read(long bytes) throws InterruptedException {
    meanwhile.run();
    long pause = cap.pauseNanos(bytes, System.nanoTime());
    while (pause > 0) {
      long step = Math.min(pause, TimeUnit.SECONDS.toNanos(1));
      TimeUnit.NANOSECONDS.sleep(step);
      pause -= step;
      meanwhile.run();
    }
  }

  /// Hands records over.
  ///
  /// @param through the offset up to which there are no others
  void give(List<SourceRecord> records, long through) throws InterruptedException {
    loader.receiveSide(run, records, through);
    inFlight.add(through, records.stream().mapToLong(SourceRecord::size).sum());
    while (inFlight.bytes(run.position()) > MOST_BYTES) {
      rest();
    }
  }

  /// Waits until everything below is settled.
  void await(long through) throws InterruptedException {
    while (run.position() < through) {
      rest();
    }
  }

  private void rest() throws InterruptedException {
    Thread.sleep(STEP);
    meanwhile.run();
  }
}
