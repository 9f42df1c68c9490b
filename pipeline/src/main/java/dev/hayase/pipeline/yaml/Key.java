package dev.hayase.pipeline.yaml;

import org.jspecify.annotations.Nullable;

/// One key of a section: its name, what it holds, what its absence means, and its sentence in the
/// reference page.
///
/// @param fallback what an absent key means; null when it has no value then
/// @param fallbackText the same in the file's own notation, for the reference page
public record Key<T>(
    String name,
    Kind<T> kind,
    boolean required,
    @Nullable T fallback,
    String fallbackText,
    String description) {
  public static <T> Key<T> required(String name, Kind<T> kind, String description) {
    return new Key<>(name, kind, true, null, "", description);
  }

  public static <T> Key<T> optional(String name, Kind<T> kind, String description) {
    return new Key<>(name, kind, false, null, "", description);
  }

  public static <T> Key<T> optional(
      String name, Kind<T> kind, T fallback, String fallbackText, String description) {
    return new Key<>(name, kind, false, fallback, fallbackText, description);
  }
}
