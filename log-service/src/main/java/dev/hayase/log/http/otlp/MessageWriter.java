package dev.hayase.log.http.otlp;

import com.google.protobuf.WireFormat;
import java.util.Arrays;

/// Writes protobuf in one pass, messages within messages: the length of each is left open until it
/// is known.
final class MessageWriter {
  /// A length takes as many bytes as the longest one could.
  private static final int LENGTH_BYTES = 5;

  private byte[] bytes = new byte[1024];
  private int size;

  /// How much is written.
  int size() {
    return size;
  }

  /// Forgets what was written after that.
  void backTo(int before) {
    size = before;
  }

  /// Begins a message in a field.
  ///
  /// @return for [#end]
  int begin(int field) {
    tag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    ensure(LENGTH_BYTES);
    size += LENGTH_BYTES;
    return size;
  }

  /// Ends the message that began there.
  void end(int begun) {
    int length = size - begun;
    for (int i = 0; i < LENGTH_BYTES; i++) {
      int last = i == LENGTH_BYTES - 1 ? 0 : 0x80;
      bytes[begun - LENGTH_BYTES + i] = (byte) (((length >>> (7 * i)) & 0x7F) | last);
    }
  }

  void bytes(int field, byte[] value, int offset, int length) {
    int begun = begin(field);
    ensure(length);
    System.arraycopy(value, offset, bytes, size, length);
    size += length;
    end(begun);
  }

  void bytes(int field, byte[] value) {
    bytes(field, value, 0, value.length);
  }

  void varint(int field, long value) {
    tag(field, WireFormat.WIRETYPE_VARINT);
    varint(value);
  }

  void fixed64(int field, long value) {
    tag(field, WireFormat.WIRETYPE_FIXED64);
    ensure(Long.BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[size++] = (byte) (value >>> (Byte.SIZE * i));
    }
  }

  void fixed32(int field, int value) {
    tag(field, WireFormat.WIRETYPE_FIXED32);
    ensure(Integer.BYTES);
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[size++] = (byte) (value >>> (Byte.SIZE * i));
    }
  }

  /// What was written.
  Message message() {
    return new Message(bytes, 0, size);
  }

  private void tag(int field, int type) {
    varint(((long) field << 3) | type);
  }

  private void varint(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
