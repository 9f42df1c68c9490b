package dev.hayase.benchmarks.faults.workload;

import java.util.Locale;

/// What has to become of a record. It travels with the record, in a header that the loader does not
/// know, so that whoever compares needs nothing but the topic.
public enum Fate {
  /// It is a row.
  LOADED,
  /// It cannot be one: it belongs to the dead letters.
  PARKED,
  /// It says nothing: a tombstone.
  SKIPPED;

  /// The header.
  public static final String HEADER = "faults-fate";

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Fate ofCode(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
