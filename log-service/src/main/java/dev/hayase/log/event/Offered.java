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
/// @param key by which the protocol orders events, if it does; streams that name a key field of
///   their own do not need it
/// @param flaw why it cannot be read in its protocol, if so; the document is then what was sent
public record Offered(
    String stream,
    Document document,
    Optional<String> id,
    Optional<Instant> time,
    Optional<String> type,
    Optional<String> key,
    Optional<String> flaw) {

  /// One that its protocol does not order.
  public Offered(
      String stream,
      Document document,
      Optional<String> id,
      Optional<Instant> time,
      Optional<String> type) {
    this(stream, document, id, time, type, Optional.empty());
  }

  /// One that was read.
  public Offered(
      String stream,
      Document document,
      Optional<String> id,
      Optional<Instant> time,
      Optional<String> type,
      Optional<String> key) {
    this(stream, document, id, time, type, key, Optional.empty());
  }

  /// One of which the protocol says nothing.
  public static Offered plain(String stream, Document document) {
    return new Offered(stream, document, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// One that cannot be read in its protocol: its stream quarantines it.
  ///
  /// @param document what was sent, of whatever form
  /// @param flaw why, without any value of it
  public static Offered unreadable(String stream, Document document, String flaw) {
    return new Offered(
        stream,
        document,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(flaw));
  }
}
