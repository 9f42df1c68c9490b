package dev.hayase.event.change;

import dev.hayase.event.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/// A row as a JSON object: the slice of a record that holds it. Nothing is copied or parsed until
/// asked for.
///
/// The array is shared with the record that it came from and must not be changed.
public final class RowImage {
  private final byte[] buffer;
  private final int offset;
  private final int length;

  public RowImage(byte[] buffer, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    this.buffer = buffer;
    this.offset = offset;
    this.length = length;
  }

  /// A row of its own bytes.
  public static RowImage of(byte[] json) {
    return new RowImage(json, 0, json.length);
  }

  /// A row from JSON text.
  public static RowImage of(String json) {
    return of(json.getBytes(StandardCharsets.UTF_8));
  }

  /// A parser that stands before the row's opening brace. The caller closes it.
  public JsonParser parser() {
    return Json.FACTORY.createParser(ObjectReadContext.empty(), buffer, offset, length);
  }

  /// Bytes of the JSON.
  public int length() {
    return length;
  }

  byte[] buffer() {
    return buffer;
  }

  int offset() {
    return offset;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RowImage that
        && Arrays.equals(
            buffer, offset, offset + length, that.buffer, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + buffer[i];
    }
    return hash;
  }

  /// The length only: a row's values belong into no log.
  @Override
  public String toString() {
    return "RowImage[" + length + " bytes]";
  }
}
