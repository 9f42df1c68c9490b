package dev.hayase.cli.verify;

import dev.hayase.cli.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Differences found in one pass: the first ones whole, of all the counts.
final class Pending {
  /// More differing keys than this are not looked at again one by one.
  static final int LIMIT = 10_000;

  private final Map<List<Value>, Difference> byKey = new LinkedHashMap<>();
  private long missing;
  private long extra;
  private long changed;

  void add(Difference difference) {
    switch (difference) {
      case Difference.Missing _ -> missing++;
      case Difference.Extra _ -> extra++;
      case Difference.Changed _ -> changed++;
    }
    if (byKey.size() < LIMIT) {
      byKey.put(difference.key(), difference);
    }
  }

  /// Those among them that were found in just this way before.
  Pending standing(Pending before) {
    Pending standing = new Pending();
    byKey.values().stream()
        .filter(difference -> difference.equals(before.byKey.get(difference.key())))
        .forEach(standing::add);
    return standing;
  }

  boolean isEmpty() {
    return count() == 0;
  }

  long count() {
    return missing + extra + changed;
  }

  /// Whether every differing key is remembered.
  boolean isWhole() {
    return byKey.size() < LIMIT;
  }

  Set<List<Value>> keys() {
    return byKey.keySet();
  }

  long missing() {
    return missing;
  }

  long extra() {
    return extra;
  }

  long changed() {
    return changed;
  }

  List<Difference> first(int count) {
    return new ArrayList<>(byKey.values()).subList(0, Math.min(count, byKey.size()));
  }
}
