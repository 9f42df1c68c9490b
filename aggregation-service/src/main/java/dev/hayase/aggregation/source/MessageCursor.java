package dev.hayase.aggregation.source;

/// Reads the wire form of a protobuf message, field by field. Used by one thread, for messages that
/// our own encoder wrote.
final class MessageCursor {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int DELIMITED = 2;

  private static final int WIRE_TYPE_BITS = 3;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int tag;

  MessageCursor(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  /// Whether there is another field, whose value is next.
  boolean next() {
    if (at >= end) {
      return false;
    }
    tag = (int) varint();
    return true;
  }

  int number() {
    return tag >>> WIRE_TYPE_BITS;
  }

  long varint() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = bytes[at++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  long fixed64() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value |= (bytes[at++] & 0xFFL) << (8 * i);
    }
    return value;
  }

  /// The bytes of a delimited field: their length; they stand from [#position] on.
  int length() {
    return (int) varint();
  }

  int position() {
    return at;
  }

  byte[] bytes() {
    return bytes;
  }

  void skip(int length) {
    at += length;
  }

  /// Passes over the field's value.
  void skip() {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> skip(Long.BYTES);
      case DELIMITED -> skip(length());
      default -> throw new IllegalStateException("No wire type of ours: " + tag);
    }
  }
}
