package dev.hayase.benchmarks.faults.aggregation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How what was told differs from what should have been.
///
/// @param wrong rows with other values
/// @param missing rows that should be there
/// @param extra rows that should not
/// @param examples some of them, for people
record Difference(long wrong, long missing, long extra, List<String> examples) {
  private static final int EXAMPLES = 5;

  Difference {
    examples = List.copyOf(examples);
  }

  static Difference of(
      Map<List<@Nullable Object>, List<@Nullable Object>> should,
      Map<List<@Nullable Object>, List<List<@Nullable Object>>> told) {
    long wrong = 0;
    long missing = 0;
    List<String> examples = new ArrayList<>();
    Map<List<@Nullable Object>, List<List<@Nullable Object>>> left = new HashMap<>(told);
    long extra = 0;
    for (var expected : should.entrySet()) {
      List<List<@Nullable Object>> rows = left.remove(expected.getKey());
      if (rows == null) {
        missing++;
        examples.add("missing: " + expected.getValue());
      } else if (!rows.getFirst().equals(expected.getValue())) {
        wrong++;
        examples.add("should be %s and is %s".formatted(expected.getValue(), rows.getFirst()));
      }
      extra += rows == null ? 0 : rows.size() - 1;
    }
    for (List<List<@Nullable Object>> rows : left.values()) {
      extra += rows.size();
      examples.add("extra: " + rows);
    }
    return new Difference(
        wrong, missing, extra, examples.subList(0, Math.min(EXAMPLES, examples.size())));
  }
}
