package dev.hayase.records.table;

/// What becomes of values of a type that the table's column does not take.
public enum TypeConflict {
  /// The column gets a type that holds both without loss, where BigQuery allows that change; else
  /// as [#SIDE_COLUMN].
  WIDEN,
  /// They go into a [SideColumn].
  SIDE_COLUMN,
  /// Their records go to the dead letters.
  PARK
}
