package dev.hayase.log.event;

import java.time.Instant;

/// What was sent to a stream and could not be an event of it, whole but for personal data.
///
/// @param id the event's, or derived
/// @param code one stable word for why
/// @param reason why, for people; without any value of the event
/// @param remedy what makes it an event
/// @param encryptedBy the id of the key that the value is encrypted by; empty when it is not
@SuppressWarnings("ArrayRecordComponent") // Nobody changes the bytes, and nobody compares them.
public record Quarantined(
    String stream,
    String source,
    String dialect,
    String id,
    Instant received,
    Code code,
    String reason,
    String remedy,
    String encryptedBy,
    byte[] value) {

  /// Why an event is kept apart. The words never change.
  public enum Code {
    /// It is no JSON object.
    MALFORMED("malformed"),
    /// It cannot be read in the protocol that it came in.
    UNREADABLE("unreadable"),
    /// It is larger than the stream takes.
    TOO_LARGE("too-large"),
    /// It does not fit the stream's schema.
    SCHEMA("schema-mismatch"),
    /// It has no id, and the stream requires one.
    NO_ID("no-event-id"),
    /// Its time is no time.
    BAD_TIME("bad-event-time"),
    /// It was acknowledged and waited in a journal, and then its topic did not take it.
    REFUSED("refused-by-topic");

    private final String word;

    Code(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    /// The code of that word.
    ///
    /// @throws IllegalArgumentException when there is none
    public static Code of(String word) {
      for (Code code : values()) {
        if (code.word.equals(word)) {
          return code;
        }
      }
      throw new IllegalArgumentException("There is no reason " + word + " to quarantine an event");
    }
  }
}
