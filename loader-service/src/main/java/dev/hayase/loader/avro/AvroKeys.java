package dev.hayase.loader.avro;

import dev.hayase.loader.store.Registry;
import dev.hayase.records.SourceRecord.Header;
import dev.hayase.records.connect.ConnectCodec;
import dev.hayase.records.connect.ConnectSchema;
import java.util.List;
import java.util.Optional;

/// The keys of a topic whose values are Avro: Avro as well, or anything else, as JSON and text.
public final class AvroKeys implements ConnectCodec {
  private final AvroCodec avro;

  public AvroKeys(Registry registry) {
    this(AvroCodec.ofKeys(registry));
  }

  private AvroKeys(AvroCodec avro) {
    this.avro = avro;
  }

  @Override
  public Optional<String> schemaOf(byte[] bytes, List<Header> headers) {
    return avro.isFramed(bytes, headers) ? avro.schemaOf(bytes, headers) : Optional.empty();
  }

  @Override
  public Optional<ConnectSchema> schema(String name) {
    return avro.schema(name);
  }

  @Override
  public Payload payload(byte[] bytes, List<Header> headers) {
    return avro.isFramed(bytes, headers)
        ? avro.payload(bytes, headers)
        : new Payload(bytes, 0, bytes.length);
  }

  @Override
  public ConnectCodec another() {
    return new AvroKeys(avro.another());
  }

  @Override
  public String unknown(String name) {
    return avro.unknown(name);
  }
}
