package dev.hayase.emulator.googlesql;

import java.util.List;
import java.util.Optional;

/// Finds what a statement names.
@FunctionalInterface
public interface Relations {
  /// @param path the name's parts as they are written: `[d, t]`, `[p, d, INFORMATION_SCHEMA,
  ///   TABLES]`
  /// @return empty when there is no such thing, so that the path may be that of an array
  /// @throws dev.hayase.emulator.catalog.BigQueryException when the name cannot be one of a table
  Optional<Relation> find(List<String> path);
}
