package dev.hayase.pipeline;

import java.util.List;
import java.util.Optional;

/// How one table is loaded.
///
/// @param dataset empty means the pipeline's
/// @param table empty means the name that follows from the source's
/// @param clusterBy empty means the primary key's columns
public record TableSettings(
    Mode mode, Optional<String> dataset, Optional<String> table, List<String> clusterBy) {
  public static final TableSettings DEFAULT =
      new TableSettings(Mode.MIRROR, Optional.empty(), Optional.empty(), List.of());

  public TableSettings {
    clusterBy = List.copyOf(clusterBy);
  }

  /// What the table in BigQuery holds.
  public enum Mode {
    /// The source's rows as they are now.
    MIRROR,
    /// Every change as a row of its own.
    HISTORY
  }
}
