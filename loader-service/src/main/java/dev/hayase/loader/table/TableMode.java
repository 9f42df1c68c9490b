package dev.hayase.loader.table;

import java.util.Locale;

/// What a table holds.
public enum TableMode {
  /// The source's rows as they are now.
  MIRROR,
  /// Every change as a row of its own.
  HISTORY;

  /// As `pipeline.yaml` writes it.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
