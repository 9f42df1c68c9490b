package dev.hayase.pipeline;

import java.util.List;
import java.util.Optional;

/// How one table is loaded.
///
/// @param dataset empty means the pipeline's
/// @param table empty means the name that follows from the source's
/// @param clusterBy empty means the primary key's columns
public record TableSettings(
    Mode mode,
    Optional<String> dataset,
    Optional<String> table,
    List<String> clusterBy,
    Delivery delivery,
    Priority priority,
    OnTruncate onTruncate,
    OnTypeConflict onTypeConflict) {
  public static final TableSettings DEFAULT =
      new TableSettings(
          Mode.MIRROR,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Delivery.EXACTLY_ONCE,
          Priority.NORMAL,
          OnTruncate.APPLY,
          OnTypeConflict.WIDEN);

  public TableSettings {
    clusterBy = List.copyOf(clusterBy);
  }

  /// What the table in BigQuery holds.
  public enum Mode {
    /// The source's rows as they are now.
    MIRROR,
    /// Every change as a row of its own.
    HISTORY,
    /// Every record as a row of its own.
    APPEND
  }

  /// How often a record's row may stand in a table that appends.
  public enum Delivery {
    /// Once. Costs one of BigQuery's connections for each partition.
    EXACTLY_ONCE,
    /// Once or more, through connections that tables share; a view shows each row once.
    AT_LEAST_ONCE
  }

  /// Whose rows go first when there is more than BigQuery or this machine takes.
  public enum Priority {
    HIGH,
    NORMAL,
    LOW
  }

  /// What becomes of a mirror's rows when the source's table is truncated.
  public enum OnTruncate {
    /// They are deleted.
    APPLY,
    /// They stay until the source's later rows replace them.
    IGNORE,
    /// The table is not loaded any further until an operator decides.
    HALT
  }

  /// What becomes of values of a type that the table's column does not take.
  public enum OnTypeConflict {
    /// The column gets the type that holds both without loss, where BigQuery allows that change;
    /// else as [#SIDE_COLUMN].
    WIDEN,
    /// They go into another column, named for their type.
    SIDE_COLUMN,
    /// Their records go to the dead letters.
    PARK
  }
}
