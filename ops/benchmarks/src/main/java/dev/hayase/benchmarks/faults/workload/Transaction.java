package dev.hayase.benchmarks.faults.workload;

import java.util.List;

/// Changes that become readable together, or not at all.
///
/// @param aborted whether it comes to nothing
public record Transaction(List<Change> changes, boolean aborted) {
  public Transaction {
    changes = List.copyOf(changes);
  }

  /// How many of its records are rows, or should be.
  public long rows() {
    return changes.stream().filter(Change.Row.class::isInstance).count();
  }
}
