package dev.hayase.emulator.googlesql;

import dev.hayase.emulator.catalog.DataType;
import org.jspecify.annotations.Nullable;

/// What an expression without columns is worth while a statement is being read, as options need it.
@FunctionalInterface
public interface Constants {
  /// @param sql in DuckDB's words
  /// @return a Boolean, Long, Double, String or OffsetDateTime; an array as a List, a STRUCT as an
  ///   array, an INTERVAL as its text
  @Nullable Object value(String sql, DataType type);
}
