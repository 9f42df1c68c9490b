package dev.hayase.loader.avro;

import dev.hayase.loader.connect.ConnectCodec;
import dev.hayase.loader.connect.ConnectSchema;
import java.util.Optional;

/// The keys of a topic whose values are Avro: Avro as well, or anything else, as JSON and text.
public final class AvroKeys implements ConnectCodec {
  private final AvroCodec avro;

  public AvroKeys(AvroCodec avro) {
    this.avro = avro;
  }

  @Override
  public Optional<String> schemaOf(byte[] bytes) {
    return AvroFrame.isFramed(bytes) ? avro.schemaOf(bytes) : Optional.empty();
  }

  @Override
  public Optional<ConnectSchema> schema(String name) {
    return avro.schema(name);
  }

  @Override
  public Payload payload(byte[] bytes) {
    return AvroFrame.isFramed(bytes) ? avro.payload(bytes) : new Payload(bytes, 0, bytes.length);
  }

  @Override
  public String unknown(String name) {
    return avro.unknown(name);
  }
}
