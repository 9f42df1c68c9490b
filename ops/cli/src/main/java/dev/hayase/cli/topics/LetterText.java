package dev.hayase.cli.topics;

import dev.hayase.cli.replay.Moment;
import dev.hayase.event.letter.DeadLetter;
import dev.hayase.event.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// One letter for people.
public final class LetterText {
  private final ZoneId zone;

  public LetterText(ZoneId zone) {
    this.zone = zone;
  }

  /// Why, what to do, and where the record stood.
  public List<String> why(DeadLetter letter) {
    List<String> lines = new ArrayList<>();
    lines.add("letter     " + letter.letter());
    lines.add(
        "record     %s, partition %d, offset %d, written %s"
            .formatted(
                letter.topic(),
                letter.partition(),
                letter.offset(),
                Moment.text(letter.written(), zone)));
    lines.add("table      " + letter.table());
    lines.add("code       " + letter.code());
    letter.column().ifPresent(column -> lines.add("column     " + column));
    lines.add("reason     " + letter.reason());
    lines.add("remedy     " + letter.remedy());
    letter
        .former()
        .ifPresent(
            former -> lines.add("redriven   before, as letter " + former + "; it failed again"));
    return lines;
  }

  /// The record's own headers, and its key and value or their sizes.
  ///
  /// @param value whether key and value are shown: they may hold personal data
  public List<String> whole(ConsumerRecord<byte[], byte[]> record, boolean value) {
    List<String> lines = new ArrayList<>(List.of("headers"));
    for (Header header : record.headers()) {
      if (!header.key().startsWith(Headers.DEAD_LETTER_PREFIX)) {
        lines.add("  " + header.key() + ": " + text(header.value()));
      }
    }
    if (value) {
      lines.add("key        " + text(record.key()));
      lines.add("value      " + text(record.value()));
    } else {
      lines.add(
          "key, value %,d and %,d bytes; they are shown with --value"
              .formatted(
                  Math.max(0, record.serializedKeySize()),
                  Math.max(0, record.serializedValueSize())));
    }
    return lines;
  }

  private static String text(byte @Nullable [] bytes) {
    return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
  }
}
