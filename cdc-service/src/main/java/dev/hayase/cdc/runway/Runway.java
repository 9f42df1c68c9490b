package dev.hayase.cdc.runway;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// How far a capture is behind, and how long it may stay away.
///
/// - The lag in seconds is the server's clock less T, through which the source was read.
/// - Time left by a size is the bytes left until the size, divided by the bytes a second that the
///   server writes.
/// - Time left by age is how long the server keeps its log, less the lag in seconds. It is the
///   least that it can be: a server removes whole files.
///
/// The shortest of them is the runway.
///
/// @param lag empty before the first T
/// @param end what comes first; empty when nothing limits the log
public record Runway(
    long heldBytes,
    long lagBytes,
    Optional<Duration> lag,
    OptionalDouble bytesPerSecond,
    Optional<End> end) {
  private static final Duration LONGEST = Duration.ofDays(3_650);

  /// Where the runway ends.
  ///
  /// @param limit the setting that ends it
  /// @param bytesLeft until then; empty for a limit by age
  /// @param left the time until then; empty while it is not known how fast the log grows
  public record End(String limit, Optional<Long> bytesLeft, Optional<Duration> left) {}

  /// @param through T; empty before the first
  /// @param keptBy the setting that says how long the log is kept, where it goes by age
  public static Runway of(
      LogUsage usage, OptionalDouble bytesPerSecond, Optional<Instant> through, String keptBy) {
    Optional<Duration> lag =
        through.map(t -> Duration.between(t, usage.at())).map(Runway::notNegative);
    List<End> ends = new ArrayList<>();
    usage
        .limits()
        .forEach(limit ->
            ends.add(
                new End(
                    limit.name(),
                    Optional.of(limit.bytesLeft()),
                    timeFor(limit.bytesLeft(), bytesPerSecond))));
    usage
        .kept()
        .ifPresent(kept ->
            ends.add(
                new End(
                    keptBy, Optional.empty(), lag.map(behind -> notNegative(kept.minus(behind))))));
    return new Runway(
        usage.heldBytes(),
        usage.lagBytes(),
        lag,
        bytesPerSecond,
        ends.stream().min(Comparator.comparing(end -> end.left().orElse(LONGEST))));
  }

  private static Optional<Duration> timeFor(long bytes, OptionalDouble bytesPerSecond) {
    if (bytes <= 0) {
      return Optional.of(Duration.ZERO);
    }
    if (bytesPerSecond.isEmpty()) {
      return Optional.empty();
    }
    double seconds = bytes / bytesPerSecond.getAsDouble();
    return Optional.of(
        seconds < LONGEST.toSeconds() ? Duration.ofSeconds((long) seconds) : LONGEST);
  }

  private static Duration notNegative(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
