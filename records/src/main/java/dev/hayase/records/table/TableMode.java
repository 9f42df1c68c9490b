package dev.hayase.records.table;

import java.util.Locale;

/// What a table holds.
public enum TableMode {
  /// The source's rows as they are now.
  MIRROR,
  /// Every change as a row of its own.
  HISTORY,
  /// Every record as a row of its own.
  APPEND;

  /// Whether rows are only ever added, each record's once.
  public boolean appends() {
    return this != MIRROR;
  }

  /// As `pipeline.yaml` writes it.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
