package dev.hayase.local.csv;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Learns a column's type from all of its values.
///
/// An empty field is NULL, quoted or not. A `?` is NULL, too, unless the column is text for other
/// values' sake.
final class ColumnInference {
  private static final String UNKNOWN = "?";
  private static final int SAMPLES = 64;

  private final EnumSet<ColumnType> possible = EnumSet.allOf(ColumnType.class);
  private final List<String> samples = new ArrayList<>();
  private boolean sawEmpty;
  private boolean sawUnknown;
  private boolean sawValue;

  /// Null as soon as a value came twice.
  private @Nullable Set<String> distinct = new HashSet<>();

  void accept(String field) {
    if (field.isEmpty()) {
      sawEmpty = true;
    } else if (field.equals(UNKNOWN)) {
      sawUnknown = true;
    } else {
      sawValue = true;
      possible.removeIf(type -> !type.accepts(field));
      if (samples.size() < SAMPLES) {
        samples.add(field);
      }
    }
    if (distinct != null && !distinct.add(field)) {
      distinct = null;
    }
  }

  ColumnType type() {
    return sawValue ? possible.iterator().next() : ColumnType.TEXT;
  }

  boolean nullable() {
    return sawEmpty || (sawUnknown && type() != ColumnType.TEXT) || !sawValue;
  }

  /// Whether it could be a key on its own: no value came twice, none is missing, and it is not a
  /// measured number.
  boolean identifies() {
    return distinct != null
        && !nullable()
        && type() != ColumnType.DOUBLE
        && type() != ColumnType.NUMERIC;
  }

  /// Some of its values.
  List<String> samples() {
    return List.copyOf(samples);
  }

  /// What a field of a column of that type stands for; null is NULL.
  static @Nullable String valueOf(String field, ColumnType type) {
    boolean missing = field.isEmpty() || (field.equals(UNKNOWN) && type != ColumnType.TEXT);
    return missing ? null : field;
  }
}
