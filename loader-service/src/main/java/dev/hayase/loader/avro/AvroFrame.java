package dev.hayase.loader.avro;

import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.records.SourceRecord.Header;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds what names the schema of Avro bytes: a zero and a number, or a one and a GUID. It stands
/// in a header of the record, or else in front of the bytes.
///
/// Confluent's number has four bytes and is never 0; where it seems to be, the number is one of
/// Apicurio's own form, of eight bytes. One object is used again for each record, by one thread.
final class AvroFrame {
  private static final int SHORT = 5;
  private static final int LONG = 9;
  private static final int GUID = 17;

  private final String header;
  private String name = "0";
  private boolean byGuid;
  private long high;
  private long low;

  /// @param header in which the schema of these bytes may be named
  private AvroFrame(String header) {
    this.header = header;
  }

  static AvroFrame ofValues() {
    return new AvroFrame("__value_schema_id");
  }

  static AvroFrame ofKeys() {
    return new AvroFrame("__key_schema_id");
  }

  /// Whether the schema is named, so that the bytes are Avro. A one in front does not say so, since
  /// any other key may begin with it.
  boolean isThere(byte[] bytes, List<Header> headers) {
    return announced(headers) != null || (bytes.length >= SHORT && bytes[0] == 0);
  }

  /// Finds the name, for [#name].
  ///
  /// @return where the Avro bytes begin
  /// @throws MalformedRecordException when there is none
  int read(byte[] bytes, List<Header> headers) {
    byte[] announced = announced(headers);
    if (announced == null) {
      return readName(bytes);
    }
    readName(announced);
    return 0;
  }

  /// The schema's number, or its GUID.
  String name() {
    return name;
  }

  private byte @Nullable [] announced(List<Header> headers) {
    for (int i = headers.size() - 1; i >= 0; i--) {
      if (headers.get(i).name().equals(header)) {
        return headers.get(i).value();
      }
    }
    return null;
  }

  private int readName(byte[] bytes) {
    if (bytes.length >= GUID && bytes[0] == 1) {
      is(true, number(bytes, 1, LONG), number(bytes, LONG, GUID));
      return GUID;
    }
    if (bytes.length < SHORT || bytes[0] != 0) {
      throw new MalformedRecordException(
          "The record does not begin with a 0 and the number of a schema, as Avro behind a registry"
              + " does, nor does its header "
              + header
              + " name one");
    }
    long number = number(bytes, 1, SHORT);
    if (number != 0) {
      is(false, 0, number);
      return SHORT;
    }
    if (bytes.length < LONG) {
      throw new MalformedRecordException("The record names the schema 0, which no registry has");
    }
    is(false, 0, number(bytes, 1, LONG));
    return LONG;
  }

  /// The last record mostly had the same.
  private void is(boolean guid, long itsHigh, long itsLow) {
    if (guid != byGuid || itsHigh != high || itsLow != low) {
      byGuid = guid;
      high = itsHigh;
      low = itsLow;
      name = guid ? new UUID(high, low).toString() : Long.toString(low);
    }
  }

  private static long number(byte[] bytes, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number << 8 | (bytes[i] & 0xFF);
    }
    return number;
  }
}
