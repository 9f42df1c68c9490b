package dev.hayase.aggregation.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A record as it was read. Its bytes are handed on as they are; nobody compares records.
@SuppressWarnings("ArrayRecordComponent")
public record SourceRecord(
    String topic,
    int partition,
    long offset,
    long timestampMillis,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<Header> headers) {

  /// A header of a record.
  public record Header(String name, byte @Nullable [] value) {}

  /// The text of the last header of that name.
  public Optional<String> header(String name) {
    for (Header header : headers.reversed()) {
      if (header.name().equals(name) && header.value() != null) {
        return Optional.of(new String(header.value(), StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
  }

  /// Where it stands, for messages.
  public String place() {
    return topic + "-" + partition;
  }
}
