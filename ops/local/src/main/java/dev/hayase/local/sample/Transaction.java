package dev.hayase.local.sample;

import java.util.List;

/// Changes that happen together, or, if rolled back, not at all.
public record Transaction(List<Change> changes, Ending ending) {
  /// How a transaction ends.
  public enum Ending {
    COMMIT,
    ROLLBACK
  }

  public Transaction {
    changes = List.copyOf(changes);
  }

  /// Committed changes.
  public static Transaction committed(List<Change> changes) {
    return new Transaction(changes, Ending.COMMIT);
  }
}
