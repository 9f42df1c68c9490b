package dev.hayase.log.event;

import java.time.Instant;
import java.util.Optional;

/// An event as a client sent it, in whichever protocol.
///
/// @param stream which it is sent to; not known to exist
/// @param document meant to be a JSON object
/// @param id by which the protocol tells events apart, if it does
/// @param time when it happened by the client's clock, if the protocol says so
/// @param type what the protocol calls it, if it does
public record Offered(
    String stream,
    Document document,
    Optional<String> id,
    Optional<Instant> time,
    Optional<String> type) {

  /// One of which the protocol says nothing.
  public static Offered plain(String stream, Document document) {
    return new Offered(stream, document, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
