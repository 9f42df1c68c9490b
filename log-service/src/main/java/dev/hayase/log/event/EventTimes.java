package dev.hayase.log.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The times of an event, and by how much the client's clock was put right.
///
/// @param happened when it happened, put right; empty when nobody says
/// @param sent by the client's clock
/// @param received by ours
/// @param correction what was added to the client's time to get [#happened]; zero when nothing was
public record EventTimes(
    Optional<Instant> happened, Optional<Instant> sent, Instant received, Duration correction) {
  /// How far ahead of us a time may be before it is taken for a mistake: clocks of servers differ
  /// by less.
  static final Duration AHEAD = Duration.ofSeconds(60);

  /// Puts the client's time right: the clock that told when the event happened also told when it
  /// was sent, and that was just before we received it. No event is left to happen in the future.
  ///
  /// @param told when it happened by the client's clock
  public static EventTimes of(Optional<Instant> told, Optional<Instant> sent, Instant received) {
    if (told.isEmpty()) {
      return new EventTimes(told, sent, received, Duration.ZERO);
    }
    Instant original = told.get();
    Instant happened = sent.map(s -> original.plus(Duration.between(s, received))).orElse(original);
    boolean future =
        sent.isPresent() ? happened.isAfter(received) : happened.isAfter(received.plus(AHEAD));
    if (future) {
      happened = received;
    }
    return new EventTimes(
        Optional.of(happened), sent, received, Duration.between(original, happened));
  }
}
