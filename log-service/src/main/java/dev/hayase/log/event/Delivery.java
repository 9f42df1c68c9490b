package dev.hayase.log.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What one request brings.
///
/// @param sender the name of the key that it came with
/// @param dialect the protocol that it came in
/// @param received when it came, by our clock
/// @param sent when it was sent by the client's clock, if the protocol says so
/// @param idempotencyKey the same when the client repeats the request, if it says so
public record Delivery(
    String sender,
    String dialect,
    Instant received,
    Optional<Instant> sent,
    Optional<String> idempotencyKey,
    List<Offered> events) {
  public Delivery {
    events = List.copyOf(events);
  }
}
