package dev.hayase.loader.avro;

import dev.hayase.event.wire.MalformedRecordException;

/// What stands in front of the Avro bytes: a zero, and the number of the schema.
///
/// Confluent's number has four bytes and is never 0; where it seems to be, the number is one of
/// Apicurio's own form, of eight bytes.
final class AvroFrame {
  private static final int SHORT = 5;
  private static final int LONG = 9;

  private AvroFrame() {}

  static boolean isFramed(byte[] bytes) {
    return bytes.length >= SHORT && bytes[0] == 0;
  }

  /// The schema's number.
  ///
  /// @throws MalformedRecordException when there is none
  static long id(byte[] bytes) {
    if (!isFramed(bytes)) {
      throw new MalformedRecordException(
          "The record does not begin with a 0 and the number of a schema, as Avro behind a registry"
              + " does; numbers in headers are not read");
    }
    long id = number(bytes, SHORT);
    if (id != 0) {
      return id;
    }
    if (bytes.length < LONG) {
      throw new MalformedRecordException("The record names the schema 0, which no registry has");
    }
    return number(bytes, LONG);
  }

  /// Where the Avro bytes begin.
  static int length(byte[] bytes) {
    return number(bytes, SHORT) != 0 ? SHORT : LONG;
  }

  private static long number(byte[] bytes, int to) {
    long number = 0;
    for (int i = 1; i < to; i++) {
      number = number << 8 | (bytes[i] & 0xFF);
    }
    return to == SHORT ? number & 0xFFFF_FFFFL : number;
  }
}
