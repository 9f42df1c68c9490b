package dev.hayase.records.connect;

import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.records.SourceRecord.Header;
import dev.hayase.records.connect.InlineSchemas.Prefix;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// JSON as Connect's `JsonConverter` writes it, with or without `schemas.enable`.
public final class InlineJson implements ConnectCodec {
  private final InlineSchemas schemas = new InlineSchemas();

  /// The blocks that were seen, for those who resolve their names.
  private final Map<String, Prefix> seen = new ConcurrentHashMap<>();

  @Override
  public Optional<String> schemaOf(byte[] bytes, List<Header> headers) {
    Prefix prefix = schemas.of(bytes);
    if (prefix == null || !prefix.hasSchema()) {
      return Optional.empty();
    }
    seen.putIfAbsent(prefix.id(), prefix);
    return Optional.of(prefix.id());
  }

  @Override
  public Optional<ConnectSchema> schema(String name) {
    return Optional.ofNullable(seen.get(name)).map(Prefix::schema);
  }

  @Override
  public Payload payload(byte[] bytes, List<Header> headers) {
    @Nullable Prefix prefix = schemas.of(bytes);
    return prefix == null
        ? new Payload(bytes, 0, bytes.length)
        : new Payload(bytes, prefix.bytes().length, prefix.payloadEnd(bytes));
  }

  @Override
  public ConnectCodec another() {
    return new InlineJson();
  }

  @Override
  public String unknown(String name) {
    throw new MalformedRecordException("The inline schema " + name + " was never seen");
  }
}
