package dev.hayase.emulator.googlesql;

import dev.hayase.emulator.catalog.BigQueryException;
import java.util.List;
import java.util.Optional;

/// Finds what a statement names.
public interface Relations {
  /// @param path the name's parts as they are written: `[d, t]`, `[p, d, INFORMATION_SCHEMA,
  ///   TABLES]`
  /// @return empty when there is no such thing, so that the path may be that of an array
  Optional<Relation> find(List<String> path);

  /// What to say when a statement reads something that is not there.
  BigQueryException missing(List<String> path);
}
