package dev.hayase.loader.avro;

import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.loader.connect.ConnectCodec;
import dev.hayase.loader.connect.ConnectSchema;
import dev.hayase.loader.store.Registry;
import dev.hayase.loader.store.Registry.Registered;
import dev.hayase.loader.store.Schemas.UnusableSchemaException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/// Avro behind the number of a schema in a registry. A schema's name is its number.
///
/// The JSON of a payload is good until the next payload is asked for.
public final class AvroCodec implements ConnectCodec {
  private final Registry registry;
  private final Map<Long, AvroValue> values = new ConcurrentHashMap<>();
  private final AvroBytes in = new AvroBytes();
  private final ConnectText out = new ConnectText();
  private long lastId;
  private String lastName = "";

  public AvroCodec(Registry registry) {
    this.registry = registry;
  }

  @Override
  public Optional<String> schemaOf(byte[] bytes) {
    long id = AvroFrame.id(bytes);
    if (id != lastId) {
      lastId = id;
      lastName = Long.toString(id);
    }
    return Optional.of(lastName);
  }

  @Override
  public Optional<ConnectSchema> schema(String name) {
    long id = Long.parseLong(name);
    return registry
        .find(id)
        .map(found -> {
          Schema schema = parse(name, found);
          ConnectSchema connect = AvroSchemas.toConnect(schema);
          values.put(id, AvroValue.of(schema));
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
  public Payload payload(byte[] bytes) {
    AvroValue value = values.get(AvroFrame.id(bytes));
    if (value == null) {
      throw new MalformedRecordException("The record's schema was not asked for yet");
    }
    in.reset(bytes, AvroFrame.length(bytes));
    out.clear();
    value.write(in, out);
    if (in.remaining() > 0) {
      throw AvroBytes.broken();
    }
    return new Payload(out.bytes(), 0, out.size());
  }

  @Override
  public String unknown(String name) {
    return "its schema " + name + " is not in the registry " + registry.address();
  }
}
