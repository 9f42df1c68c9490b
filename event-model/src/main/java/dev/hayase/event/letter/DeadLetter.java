package dev.hayase.event.letter;

import dev.hayase.event.wire.Headers;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// A record that could not be loaded, as the headers of its letter tell it.
///
/// @param letter the offset of the letter in the dead-letter topic
/// @param topic that the record was read from
/// @param partition that the record was read from
/// @param offset that the record was read from
/// @param written when the record was written, by its topic
/// @param former the letter before, when a redrive has failed
public record DeadLetter(
    long letter,
    String topic,
    int partition,
    long offset,
    Instant written,
    String table,
    String code,
    Optional<String> column,
    String reason,
    String remedy,
    Optional<Long> former) {

  /// Reads headers.
  ///
  /// @param header name to text
  /// @return empty when the record is no letter of ours
  public static Optional<DeadLetter> of(long letter, Function<String, Optional<String>> header) {
    try {
      Optional<String> topic = header.apply(Headers.DEAD_LETTER_TOPIC);
      Optional<Integer> partition =
          header.apply(Headers.DEAD_LETTER_PARTITION).map(Integer::valueOf);
      Optional<Long> offset = header.apply(Headers.DEAD_LETTER_OFFSET).map(Long::valueOf);
      if (topic.isEmpty() || partition.isEmpty() || offset.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new DeadLetter(
              letter,
              topic.get(),
              partition.get(),
              offset.get(),
              Instant.ofEpochMilli(
                  header.apply(Headers.DEAD_LETTER_TIMESTAMP).map(Long::valueOf).orElse(0L)),
              header.apply(Headers.DEAD_LETTER_TABLE).orElse("unknown"),
              header.apply(Headers.DEAD_LETTER_CODE).orElse("unknown"),
              header.apply(Headers.DEAD_LETTER_COLUMN),
              header.apply(Headers.DEAD_LETTER_REASON).orElse("unknown"),
              header.apply(Headers.DEAD_LETTER_REMEDY).orElse("unknown"),
              header.apply(Headers.DEAD_LETTER_FORMER).map(Long::valueOf)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
