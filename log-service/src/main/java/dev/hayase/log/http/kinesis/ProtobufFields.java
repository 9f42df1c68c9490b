package dev.hayase.log.http.kinesis;

import dev.hayase.log.event.Document;

/// The fields of a protobuf message, one after the other. A message that is cut off or makes no
/// sense ends in an [IndexOutOfBoundsException].
final class ProtobufFields {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final byte[] array;
  private final int end;
  private int at;
  private int number;
  private long integer;
  private Document bytes = Document.of(new byte[0]);

  ProtobufFields(byte[] array, int from, int end) {
    this.array = array;
    this.at = from;
    this.end = end;
  }

  /// Goes to the next field.
  ///
  /// @return whether there is one
  boolean next() {
    if (at == end) {
      return false;
    }
    long tag = varint();
    number = (int) (tag >>> 3);
    switch ((int) tag & 7) {
      case VARINT -> integer = varint();
      case FIXED64 -> take(8);
      case LENGTH_DELIMITED -> bytes = take(varint());
      case FIXED32 -> take(4);
      default -> throw new IndexOutOfBoundsException("A wire type that nobody writes");
    }
    return true;
  }

  int number() {
    return number;
  }

  /// The field's value, where it is an integer.
  long integer() {
    return integer;
  }

  /// The field's value, where it is bytes or a text.
  Document bytes() {
    return bytes;
  }

  /// The field's value, where it is a message.
  ProtobufFields message() {
    return new ProtobufFields(array, bytes.offset(), bytes.offset() + bytes.length());
  }

  private Document take(long length) {
    if (length < 0 || length > end - at) {
      throw new IndexOutOfBoundsException("A field is longer than its message");
    }
    Document taken = new Document(array, at, (int) length);
    at += (int) length;
    return taken;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (at == end) {
        throw new IndexOutOfBoundsException("A number is cut off");
      }
      byte b = array[at++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IndexOutOfBoundsException("A number of more than 64 bits");
  }
}
