package dev.hayase.loader.avro;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/// Bytes as producers write them: by Avro's own writer, behind the number of their schema.
public final class AvroRecords {
  private AvroRecords() {}

  public static byte[] framed(int id, Schema schema, Object value) {
    byte[] avro = plain(schema, value);
    return ByteBuffer.allocate(5 + avro.length).put((byte) 0).putInt(id).put(avro).array();
  }

  /// With a number of eight bytes, as Apicurio's own converters write it.
  static byte[] framedLong(long id, Schema schema, Object value) {
    byte[] avro = plain(schema, value);
    return ByteBuffer.allocate(9 + avro.length).put((byte) 0).putLong(id).put(avro).array();
  }

  /// With a GUID in front, as Confluent's newer serializers may write it.
  static byte[] framed(UUID guid, Schema schema, Object value) {
    byte[] avro = plain(schema, value);
    return ByteBuffer.allocate(17 + avro.length).put(named(guid)).put(avro).array();
  }

  /// What names a schema by its GUID, in a header or in front of the bytes.
  public static byte[] named(UUID guid) {
    return ByteBuffer.allocate(17)
        .put((byte) 1)
        .putLong(guid.getMostSignificantBits())
        .putLong(guid.getLeastSignificantBits())
        .array();
  }

  /// What names a schema by its number.
  static byte[] named(int id) {
    return ByteBuffer.allocate(5).put((byte) 0).putInt(id).array();
  }

  public static byte[] plain(Schema schema, Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<>(schema, new GenericData()).write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static Schema schema(String json) {
    return new Schema.Parser().parse(json.replace('\'', '"'));
  }
}
