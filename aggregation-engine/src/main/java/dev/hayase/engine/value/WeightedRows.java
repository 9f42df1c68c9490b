package dev.hayase.engine.value;

/// Takes rows that are added or taken back.
@FunctionalInterface
public interface WeightedRows {
  /// @param weight +1 or -1; what is taken back is equal to what was added in everything else
  /// @param id names the source's row
  /// @param order sorts as the source's own order does
  void row(int weight, byte[] id, byte[] order, Row row);
}
