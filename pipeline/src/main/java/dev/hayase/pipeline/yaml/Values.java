package dev.hayase.pipeline.yaml;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one section holds, by key.
public final class Values {
  private final String keyPath;
  private final Map<String, Object> values;
  private final Map<String, Place> places;
  private final Place section;

  Values(String keyPath, Map<String, Object> values, Map<String, Place> places, Place section) {
    this.keyPath = keyPath;
    this.values = values;
    this.places = places;
    this.section = section;
  }

  /// The name under which the section stands, as its user chose it.
  public String name() {
    return keyPath.substring(keyPath.lastIndexOf('.') + 1);
  }

  /// The value of a key that is required or has a fallback.
  public <T> T get(Key<T> key) {
    return Objects.requireNonNull(valueOf(key), key.name());
  }

  public <T> Optional<T> find(Key<T> key) {
    return Optional.ofNullable(valueOf(key));
  }

  /// Where the key stands, or the section that lacks it.
  public Place place(Key<?> key) {
    return places.getOrDefault(key.name(), section);
  }

  public boolean has(Key<?> key) {
    return places.containsKey(key.name());
  }

  // The value was put there by this very key's kind.
  @SuppressWarnings("unchecked")
  private <T> @Nullable T valueOf(Key<T> key) {
    return (T) values.get(key.name());
  }
}
