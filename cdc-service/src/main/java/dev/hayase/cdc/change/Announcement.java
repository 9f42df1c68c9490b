package dev.hayase.cdc.change;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Decides when which T is announced: that of the last marker read back, less a margin, never less
/// than before, and at most once an interval.
///
/// The margin covers that commits may stand in the log in another order than that of their times:
/// PostgreSQL takes a commit's time before it writes the commit, so a transaction may be delayed
/// between the two.
public final class Announcement {
  private final InstantSource clock;
  private final Duration margin;
  private final Duration interval;
  private long throughMicros;
  private long pendingMicros;
  private Instant last = Instant.EPOCH;

  /// @param throughMicros the last T that was announced, before a restart
  public Announcement(InstantSource clock, Duration margin, Duration interval, long throughMicros) {
    this.clock = clock;
    this.margin = margin;
    this.interval = interval;
    this.throughMicros = throughMicros;
    this.pendingMicros = throughMicros;
  }

  /// A marker that committed then was read back.
  public void markerRead(long commitMicros) {
    pendingMicros = Math.max(pendingMicros, commitMicros - margin.toNanos() / 1_000);
  }

  /// The T to announce with this batch.
  public Optional<Instant> due() {
    Instant now = clock.instant();
    if (pendingMicros <= throughMicros || now.isBefore(last.plus(interval))) {
      return Optional.empty();
    }
    last = now;
    throughMicros = pendingMicros;
    return Optional.of(Instant.EPOCH.plus(throughMicros, ChronoUnit.MICROS));
  }

  /// The last T that was announced.
  public long throughMicros() {
    return throughMicros;
  }
}
