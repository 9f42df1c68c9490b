package dev.hayase.benchmarks.sink;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/// How many rows of each table were acknowledged.
final class RowsByTable {
  private final Map<String, LongAdder> rows = new ConcurrentHashMap<>();

  void add(String table, int more) {
    rows.computeIfAbsent(table, _ -> new LongAdder()).add(more);
  }

  void reset() {
    rows.clear();
  }

  /// The last segment of a stream's name before `/streams`.
  static String table(String stream) {
    int end = stream.indexOf("/streams/");
    String path = end < 0 ? stream : stream.substring(0, end);
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// `table=rows`, with spaces between.
  @Override
  public String toString() {
    return new TreeMap<>(rows)
        .entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue().sum())
            .collect(Collectors.joining(" "));
  }
}
