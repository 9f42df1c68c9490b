package dev.hayase.loader.avro;

import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.loader.store.Registry;
import dev.hayase.loader.store.Registry.Registered;
import dev.hayase.records.SourceRecord.Header;
import dev.hayase.records.connect.ConnectCodec;
import dev.hayase.records.connect.ConnectSchema;
import dev.hayase.records.format.Schemas.UnusableSchemaException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/// Avro behind the number of a schema in a registry, or its GUID, which is the schema's name.
///
/// The JSON of a payload is good until the next payload is asked for.
public final class AvroCodec implements ConnectCodec {
  private static final char IN_GUIDS = '-';

  private final Registry registry;
  private final Supplier<AvroFrame> frames;
  private final AvroFrame frame;
  private final Map<String, AvroValue> values = new ConcurrentHashMap<>();
  private final AvroBytes in = new AvroBytes();
  private final ConnectText out = new ConnectText();

  private AvroCodec(Registry registry, Supplier<AvroFrame> frames) {
    this.registry = registry;
    this.frames = frames;
    this.frame = frames.get();
  }

  /// Of records' values.
  public static AvroCodec ofValues(Registry registry) {
    return new AvroCodec(registry, AvroFrame::ofValues);
  }

  /// Of records' keys.
  static AvroCodec ofKeys(Registry registry) {
    return new AvroCodec(registry, AvroFrame::ofKeys);
  }

  /// Whether a schema is named, so that the bytes are Avro.
  boolean isFramed(byte[] bytes, List<Header> headers) {
    return frame.isThere(bytes, headers);
  }

  @Override
  public Optional<String> schemaOf(byte[] bytes, List<Header> headers) {
    frame.read(bytes, headers);
    return Optional.of(frame.name());
  }

  @Override
  public Optional<ConnectSchema> schema(String name) {
    Optional<Registered> registered =
        name.indexOf(IN_GUIDS) > 0
            ? registry.find(UUID.fromString(name))
            : registry.find(Long.parseLong(name));
    return registered.map(found -> {
      Schema schema = parse(name, found);
      ConnectSchema connect = AvroSchemas.toConnect(schema);
      values.put(name, AvroValue.of(schema));
      return connect;
    });
  }

  private static Schema parse(String name, Registered found) {
    if (!found.type().equals("AVRO")) {
      throw new UnusableSchemaException(
          "the registry has schema " + name + " as " + found.type() + ", and only Avro is read",
          "Have the topic written in Avro, or in JSON without a registry and set format: json");
    }
    try {
      Schema.Parser parser = new Schema.Parser();
      for (String reference : found.references()) {
        parser.parse(reference);
      }
      return parser.parse(found.text());
    } catch (AvroRuntimeException | NullPointerException e) {
      // The parser meets a name that stands for nothing with a bare NullPointerException.
      throw new UnusableSchemaException(
          "schema " + name + " of the registry is no Avro schema: " + e.getMessage(),
          "Register a schema that Avro's own parser takes",
          e);
    }
  }

  @Override
  public Payload payload(byte[] bytes, List<Header> headers) {
    int start = frame.read(bytes, headers);
    AvroValue value = values.get(frame.name());
    if (value == null) {
      throw new MalformedRecordException("The record's schema was not asked for yet");
    }
    in.reset(bytes, start);
    out.clear();
    value.write(in, out);
    if (in.remaining() > 0) {
      throw AvroBytes.broken();
    }
    return new Payload(out.bytes(), 0, out.size());
  }

  @Override
  public AvroCodec another() {
    return new AvroCodec(registry, frames);
  }

  @Override
  public String unknown(String name) {
    return "its schema " + name + " is not in the registry " + registry.address();
  }
}
