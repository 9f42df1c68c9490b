package dev.hayase.loader.avro;

import dev.hayase.event.wire.MalformedRecordException;

/// Reads Avro's binary encoding from front to back, and never beyond the record's end.
final class AvroBytes {
  private static final int LONGEST_VARINT = 10;

  private byte[] bytes = new byte[0];
  private int at;

  void reset(byte[] record, int from) {
    bytes = record;
    at = from;
  }

  byte[] buffer() {
    return bytes;
  }

  int position() {
    return at;
  }

  int remaining() {
    return bytes.length - at;
  }

  boolean bool() {
    return skip(1) >= 0 && bytes[at - 1] != 0;
  }

  long varint() {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      int from = skip(1);
      value |= (long) (bytes[from] & 0x7F) << (7 * i);
      if (bytes[from] >= 0) {
        return value >>> 1 ^ -(value & 1);
      }
    }
    throw broken();
  }

  float float32() {
    return Float.intBitsToFloat((int) littleEndian(4));
  }

  double float64() {
    return Double.longBitsToDouble(littleEndian(8));
  }

  /// An unsigned number of little-endian bytes.
  long littleEndian(int size) {
    int from = skip(size);
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | (bytes[from + i] & 0xFF);
    }
    return value;
  }

  /// The length of the bytes that follow, which are there.
  int length() {
    long length = varint();
    if (length < 0 || length > remaining()) {
      throw broken();
    }
    return (int) length;
  }

  /// Steps over so many bytes.
  ///
  /// @return where they begin
  int skip(int size) {
    if (size > remaining()) {
      throw broken();
    }
    at += size;
    return at - size;
  }

  static MalformedRecordException broken() {
    return new MalformedRecordException("The record's bytes do not follow their Avro schema");
  }
}
