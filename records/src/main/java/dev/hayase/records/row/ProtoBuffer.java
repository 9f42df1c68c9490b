package dev.hayase.records.row;

import java.util.Arrays;

/// Writes protobuf's wire format into one growing array, which is used again for every row.
final class ProtoBuffer {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;

  /// Small at first: every table has some, most of which stay almost empty.
  private byte[] bytes = new byte[256];

  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /// Forgets what was written after the buffer had this size.
  void truncate(int formerSize) {
    size = formerSize;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  static int tag(int number, int wireType) {
    return (number << 3) | wireType;
  }

  void varint(long value) {
    reserve(10);
    byte[] to = bytes;
    int at = size;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      to[at++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    to[at++] = (byte) rest;
    size = at;
  }

  void fixed64(long value) {
    reserve(8);
    for (int shift = 0; shift < 64; shift += 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /// What [#fixed64] wrote last, if nothing followed it.
  long lastFixed64() {
    long value = 0;
    for (int i = 1; i <= 8; i++) {
      value = (value << 8) | (bytes[size - i] & 0xFF);
    }
    return value;
  }

  void delimited(byte[] source, int from, int to) {
    varint(to - from);
    raw(source, from, to);
  }

  void delimited(byte[] source) {
    delimited(source, 0, source.length);
  }

  /// Begins a message within the message, whose length is known at its end only: room is left for a
  /// length of one byte.
  ///
  /// @return what [#endMessage] wants to know
  int beginMessage() {
    reserve(1);
    return size++;
  }

  /// Ends a message. One that is longer than 127 bytes is moved to make room for its length.
  void endMessage(int mark) {
    int start = mark + 1;
    int length = size - start;
    int lengthBytes = (38 - Integer.numberOfLeadingZeros(length | 1)) / 7;
    if (lengthBytes > 1) {
      reserve(lengthBytes - 1);
      System.arraycopy(bytes, start, bytes, mark + lengthBytes, length);
    }
    size = mark;
    varint(length);
    size += length;
  }

  /// Appends bytes of another buffer.
  void copy(ProtoBuffer other, int from, int to) {
    raw(other.bytes, from, to);
  }

  /// Whether both hold the same bytes.
  boolean sameAs(ProtoBuffer other) {
    return Arrays.equals(bytes, 0, size, other.bytes, 0, other.size);
  }

  private void raw(byte[] source, int from, int to) {
    reserve(to - from);
    System.arraycopy(source, from, bytes, size, to - from);
    size += to - from;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
