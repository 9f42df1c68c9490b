package dev.hayase.loader.avro;

import dev.hayase.loader.store.Registry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A registry that is a map.
final class KnownSchemas implements Registry {
  private final Map<Long, Registered> known = new TreeMap<>();

  KnownSchemas with(long id, String type, String text, String... references) {
    known.put(id, new Registered(type, text, List.of(references)));
    return this;
  }

  @Override
  public Optional<Registered> find(long id) {
    return Optional.ofNullable(known.get(id));
  }

  @Override
  public String address() {
    return "http://registry";
  }
}
