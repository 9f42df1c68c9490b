package dev.hayase.engine.measure;

import dev.hayase.engine.value.Row;

/// A row of a group that is added or taken back.
public interface Weighted {
  /// +1 or -1.
  int weight();

  /// Names the source's row.
  byte[] id();

  /// Sorts as the source's own order does.
  byte[] order();

  /// What measures read.
  Row inputs();
}
