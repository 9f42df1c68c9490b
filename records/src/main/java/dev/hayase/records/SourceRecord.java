package dev.hayase.records;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A record as Kafka delivered it, whole, since it may have to go to the dead letters.
///
/// @param timestampMillis the broker's or producer's, as the topic says
@SuppressWarnings("ArrayRecordComponent") // Kafka's own arrays, never changed
public record SourceRecord(
    SourcePartition partition,
    long offset,
    long timestampMillis,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<Header> headers) {
  private static final int OVERHEAD = 256;

  /// A header; names may repeat.
  @SuppressWarnings("ArrayRecordComponent") // Kafka's own array, never changed
  public record Header(String name, byte @Nullable [] value) {}

  /// The text of the last header of this name.
  public Optional<String> header(String name) {
    byte[] value = headerBytes(name);
    return value == null
        ? Optional.empty()
        : Optional.of(new String(value, StandardCharsets.UTF_8));
  }

  /// The bytes of the last header of this name; null when there is none.
  public byte @Nullable [] headerBytes(String name) {
    for (int i = headers.size() - 1; i >= 0; i--) {
      Header header = headers.get(i);
      byte[] value = header.value();
      if (header.name().equals(name) && value != null) {
        return value;
      }
    }
    return null;
  }

  /// About how much memory it takes.
  public long size() {
    long size = (long) OVERHEAD + length(key) + length(value);
    for (Header header : headers) {
      size += (long) header.name().length() + length(header.value());
    }
    return size;
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
