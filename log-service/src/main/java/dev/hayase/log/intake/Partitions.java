package dev.hayase.log.intake;

import java.util.OptionalInt;

/// Into how many parts streams are divided, for protocols that show them.
///
/// Thread-safe.
@FunctionalInterface
public interface Partitions {
  /// Those of the stream's topic; empty when nobody can tell now.
  OptionalInt of(String stream);
}
