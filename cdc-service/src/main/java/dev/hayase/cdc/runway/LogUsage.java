package dev.hayase.cdc.runway;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a server has of its log for a capture, at one moment.
///
/// @param at by the server's clock
/// @param writtenBytes how far the log is written; only differences of it mean something
/// @param heldBytes from the oldest that the capture still needs to the end
/// @param lagBytes from where the capture confirmed, or read, to the end
/// @param limits what makes the server remove log that is still needed, as sizes
/// @param kept for how long the server keeps its log, where it goes by age
public record LogUsage(
    Instant at,
    long writtenBytes,
    long heldBytes,
    long lagBytes,
    List<SizeLimit> limits,
    Optional<Duration> kept) {
  public LogUsage {
    limits = List.copyOf(limits);
  }

  /// A size that the log must not reach.
  ///
  /// @param name of the setting
  /// @param bytesLeft until then; negative when it is passed
  public record SizeLimit(String name, long bytesLeft) {}
}
