package dev.hayase.pipeline.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keys in the header `Authorization`.
public final class BearerKey {
  /// The header's name.
  public static final String HEADER = "Authorization";

  private BearerKey() {}

  /// The key of `Bearer KEY`.
  ///
  /// @param header what the header says; null where there is none
  public static Optional<String> of(@Nullable String header) {
    return after("Bearer ", header);
  }

  /// What follows a scheme.
  ///
  /// @param scheme with the blank that ends it
  /// @param header what the header says; null where there is none
  public static Optional<String> after(String scheme, @Nullable String header) {
    return Optional.ofNullable(header)
        .filter(text -> text.regionMatches(true, 0, scheme, 0, scheme.length()))
        .map(text -> text.substring(scheme.length()).strip());
  }
}
