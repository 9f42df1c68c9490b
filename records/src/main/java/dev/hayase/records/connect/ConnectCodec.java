package dev.hayase.records.connect;

import dev.hayase.records.SourceRecord.Header;
import java.util.List;
import java.util.Optional;

/// A way of writing Connect's values as bytes: JSON with the schema beside each value, or Avro with
/// the schema in a registry.
///
/// [#schemaOf] and [#payload] are called by the one thread that reads a topic and do no I/O;
/// [#schema] is called elsewhere and may block.
public interface ConnectCodec {
  /// Names the schema of these bytes.
  ///
  /// @param headers of the record
  /// @return empty when they carry none
  /// @throws dev.hayase.event.wire.MalformedRecordException when they are none of this codec's
  Optional<String> schemaOf(byte[] bytes, List<Header> headers);

  /// The schema of this name.
  ///
  /// @return empty when nobody knows it
  Optional<ConnectSchema> schema(String name);

  /// The value in the JSON that Connect's `JsonConverter` would write for it.
  ///
  /// @param headers of the record
  /// @throws dev.hayase.event.wire.MalformedRecordException when they do not follow their schema
  Payload payload(byte[] bytes, List<Header> headers);

  /// One that reads the same, for another thread.
  ConnectCodec another();

  /// Where nobody knows a schema, for the operator.
  String unknown(String name);

  /// JSON as a part of a document.
  @SuppressWarnings("ArrayRecordComponent") // handed on, never changed
  record Payload(byte[] document, int from, int to) {}
}
