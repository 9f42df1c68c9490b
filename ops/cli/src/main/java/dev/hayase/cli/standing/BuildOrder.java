package dev.hayase.cli.standing;

import dev.hayase.cli.replay.Amounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A build that an operator has ordered, and how far it is.
///
/// @param generation of the build
/// @param ordered when
/// @param begun when a service began with it; empty before that
/// @param read how many records of its sources it has read
/// @param all how many there are
/// @param takesOver whether it has caught up, and waits for the build before to fall silent
public record BuildOrder(
    int generation,
    Instant ordered,
    Optional<Instant> begun,
    long read,
    long all,
    boolean takesOver) {

  /// How long the rest takes, at the pace since it was begun; empty while there is none, and when
  /// nothing is left to be read.
  public Optional<Duration> rest(Instant now) {
    return begun
        .map(begin -> Duration.between(begin, now).toMillis())
        .filter(elapsed -> elapsed > 0 && read > 0 && read < all)
        .map(elapsed -> Duration.ofMillis(Math.round((double) (all - read) * elapsed / read)));
  }

  /// How far it is, for people.
  public String progress(Instant now) {
    if (takesOver) {
      return "it has caught up, and tells its results when the build before is silent";
    }
    if (begun.isEmpty()) {
      return "no service has begun with it";
    }
    return "%,d of %,d records read%s"
        .formatted(
            read,
            all,
            read >= all
                ? "; waiting for its time"
                : rest(now).map(rest -> ", about " + Amounts.duration(rest) + " to go").orElse(""));
  }
}
