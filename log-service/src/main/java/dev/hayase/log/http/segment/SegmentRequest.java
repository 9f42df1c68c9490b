package dev.hayase.log.http.segment;

import dev.hayase.log.event.Document;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/// What a body brings: one event, or a batch of them.
///
/// @param writeKey the key, where it stands in the body
/// @param sent when, by the client's clock
record SegmentRequest(Optional<String> writeKey, Optional<Instant> sent, List<Document> events) {
  static final String WRITE_KEY = "writeKey";

  /// Four times what Segment takes.
  private static final int MOST = 10_000;

  private static final String BATCH = "batch";

  /// A body that is not what it should be.
  static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String reason;

    UnreadableException(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  /// Reads it.
  ///
  /// @param batch whether it is one
  static SegmentRequest read(Document body, boolean batch) {
    Members members;
    try {
      members =
          Members.of(body, batch ? BATCH : "", MOST)
              .orElseThrow(() -> new UnreadableException("The body is not one JSON object"));
    } catch (StreamConstraintsException _) {
      throw new UnreadableException("The body is nested too deeply");
    } catch (JacksonException e) {
      throw new UnreadableException(
          "The body is no JSON at byte " + e.getLocation().getByteOffset());
    } catch (Members.TooManyException _) {
      throw new UnreadableException("The body has more than %d events, or fields".formatted(MOST));
    }
    if (batch && !members.has(BATCH)) {
      throw new UnreadableException("The body has no batch");
    }
    return new SegmentRequest(
        members.text(WRITE_KEY),
        members.text("sentAt").flatMap(SegmentRequest::time),
        batch ? members.elements() : List.of(body));
  }

  /// A time as clients write it; empty when it is none.
  static Optional<Instant> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
