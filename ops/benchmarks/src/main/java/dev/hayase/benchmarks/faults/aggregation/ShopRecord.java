package dev.hayase.benchmarks.faults.aggregation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A record of a table's topic; all of it is text.
record ShopRecord(
    ShopTable table,
    int partition,
    @Nullable String key,
    @Nullable String value,
    Map<String, String> headers) {
  ShopRecord {
    headers = Map.copyOf(headers);
  }
}
