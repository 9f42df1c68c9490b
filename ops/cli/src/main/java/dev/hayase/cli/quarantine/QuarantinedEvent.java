package dev.hayase.cli.quarantine;

import dev.hayase.event.letter.DeadLetter;
import dev.hayase.event.letter.LetterFilter;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.EventHeaders;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/// An event in a stream's quarantine, as its headers tell it.
///
/// @param offset in the quarantine's only partition
/// @param source the name of the key that it came with
/// @param encryptedBy the id of the key that its value is encrypted by
public record QuarantinedEvent(
    String stream,
    long offset,
    String code,
    String reason,
    String remedy,
    String id,
    String source,
    String dialect,
    Instant received,
    Optional<String> encryptedBy) {

  /// Reads headers.
  ///
  /// @param header name to text
  /// @return empty when the record is no event
  public static Optional<QuarantinedEvent> of(
      String stream, long offset, Function<String, Optional<String>> header) {
    Optional<String> code = header.apply(EventHeaders.QUARANTINE_CODE);
    try {
      return code.map(word ->
          new QuarantinedEvent(
              stream,
              offset,
              word,
              header.apply(EventHeaders.QUARANTINE_REASON).orElse("unknown"),
              header.apply(EventHeaders.QUARANTINE_REMEDY).orElse("unknown"),
              header.apply(EventHeaders.ID).orElse(""),
              header.apply(EventHeaders.SOURCE).orElse(""),
              header.apply(EventHeaders.QUARANTINE_DIALECT).orElse(""),
              Instant.EPOCH.plus(
                  Long.parseLong(header.apply(EventHeaders.RECEIVED).orElse("0")),
                  ChronoUnit.MICROS),
              header.apply(EventHeaders.QUARANTINE_ENCRYPTED_BY)));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /// Whether the conditions hold, as of a dead letter.
  public boolean fits(LetterFilter filter) {
    return filter.takes(
        new DeadLetter(
            offset,
            Topics.quarantine(stream),
            0,
            offset,
            received,
            stream,
            code,
            Optional.empty(),
            reason,
            remedy,
            Optional.empty()));
  }
}
