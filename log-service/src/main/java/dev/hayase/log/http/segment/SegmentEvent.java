package dev.hayase.log.http.segment;

import dev.hayase.log.event.Document;
import dev.hayase.log.event.Offered;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// An event as it was sent, but for the key, which browsers put into every one.
final class SegmentEvent {
  private static final String TYPE = "type";

  private SegmentEvent() {}

  /// Makes it an event of a stream.
  ///
  /// @param path the call that the request's path names, if it names one
  /// @param only the key's only stream; without it each call has a stream of its name
  static Offered of(Document sent, Optional<Call> path, Optional<String> only) {
    Optional<Members> read = members(sent);
    if (read.isEmpty()) {
      return unreadable(sent, path, only, "It is not one JSON object");
    }
    Members members = read.get();
    boolean silent = !members.has(TYPE);
    Optional<Call> call = silent ? path : members.text(TYPE).flatMap(Call::of);
    Document document = document(sent, members, silent ? call : Optional.empty());
    if (call.isEmpty()) {
      return unreadable(document, path, only, "Its type is none of the protocol's");
    }
    return new Offered(
        stream(call.get(), only),
        document,
        members.text("messageId"),
        members
            .text("originalTimestamp")
            .or(() -> members.text("timestamp"))
            .flatMap(SegmentRequest::time),
        Optional.of(call.get().type()));
  }

  private static Optional<Members> members(Document sent) {
    try {
      return Members.of(sent, "", 0);
    } catch (JacksonException | Members.TooManyException _) {
      return Optional.empty();
    }
  }

  /// Without the key, and with the type that only the path had said.
  private static Document document(Document sent, Members members, Optional<Call> told) {
    return told.isPresent() || members.has(SegmentRequest.WRITE_KEY)
        ? members.without(
            SegmentRequest.WRITE_KEY,
            told.map(call -> "\"%s\":\"%s\"".formatted(TYPE, call.type())).orElse(""))
        : sent;
  }

  private static Offered unreadable(
      Document document, Optional<Call> path, Optional<String> only, String flaw) {
    return Offered.unreadable(stream(path.orElse(Call.TRACK), only), document, flaw);
  }

  private static String stream(Call call, Optional<String> only) {
    return only.orElse(call.type());
  }
}
