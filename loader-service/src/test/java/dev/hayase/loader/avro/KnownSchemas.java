package dev.hayase.loader.avro;

import dev.hayase.loader.store.Registry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// A registry that is a map.
final class KnownSchemas implements Registry {
  private final Map<Long, Registered> known = new TreeMap<>();
  private final Map<UUID, Registered> byGuid = new HashMap<>();

  KnownSchemas with(long id, String type, String text, String... references) {
    known.put(id, new Registered(type, text, List.of(references)));
    return this;
  }

  @Override
  public Optional<Registered> find(long id) {
    return Optional.ofNullable(known.get(id));
  }

  KnownSchemas with(UUID guid, String avro) {
    byGuid.put(guid, new Registered("AVRO", avro, List.of()));
    return this;
  }

  @Override
  public Optional<Registered> find(UUID guid) {
    return Optional.ofNullable(byGuid.get(guid));
  }

  @Override
  public String address() {
    return "http://registry";
  }
}
