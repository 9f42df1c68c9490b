package dev.hayase.local.csv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds how many leading columns identify a row: the fewest whose values together never come
/// twice.
final class KeyInference {
  private static final int MOST_COLUMNS = 6;

  /// For each number of columns, the combinations so far; null once one came twice.
  private final List<@Nullable Set<List<String>>> seen = new ArrayList<>();

  KeyInference(int columns) {
    for (int size = 2; size <= Math.min(columns, MOST_COLUMNS); size++) {
      seen.add(new HashSet<>());
    }
  }

  void accept(List<String> fields) {
    for (int i = 0; i < seen.size(); i++) {
      Set<List<String>> combinations = seen.get(i);
      if (combinations != null && !combinations.add(List.copyOf(fields.subList(0, i + 2)))) {
        seen.set(i, null);
      }
    }
  }

  /// The number of leading columns, at least two.
  Optional<Integer> leadingColumns() {
    for (int i = 0; i < seen.size(); i++) {
      if (seen.get(i) != null) {
        return Optional.of(i + 2);
      }
    }
    return Optional.empty();
  }
}
