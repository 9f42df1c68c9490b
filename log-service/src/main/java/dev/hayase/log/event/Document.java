package dev.hayase.log.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes of one JSON document, as a part of a request's body or by itself. Nobody changes them.
@SuppressWarnings("ArrayRecordComponent") // Nobody changes the bytes, and nobody compares them.
public record Document(byte[] array, int offset, int length) {
  public Document {
    if (offset < 0 || length < 0 || offset > array.length - length) {
      throw new IndexOutOfBoundsException(
          "%d bytes from %d of %d".formatted(length, offset, array.length));
    }
  }

  public static Document of(byte[] bytes) {
    return new Document(bytes, 0, bytes.length);
  }

  public static Document of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /// By themselves.
  public byte[] bytes() {
    return offset == 0 && length == array.length
        ? array
        : Arrays.copyOfRange(array, offset, offset + length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Document that
        && Arrays.equals(
            array, offset, offset + length, that.array, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes());
  }

  /// Without the content: it may be personal.
  @Override
  public String toString() {
    return length + " bytes";
  }
}
