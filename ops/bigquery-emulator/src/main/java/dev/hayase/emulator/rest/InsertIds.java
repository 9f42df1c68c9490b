package dev.hayase.emulator.rest;

import dev.hayase.emulator.store.StoredTable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;

/// The `insertId`s of the last minute: "best effort de-duplication ... for up to one minute"
/// (https://cloud.google.com/bigquery/docs/streaming-data-into-bigquery#dataconsistency).
final class InsertIds {
  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int PER_TABLE = 500_000;

  private final InstantSource clock;
  private final Map<StoredTable, LinkedHashMap<String, Long>> byTable = new WeakHashMap<>();

  InsertIds(InstantSource clock) {
    this.clock = clock;
  }

  /// @return whether the row is new; then it is remembered
  synchronized boolean claim(StoredTable table, String id) {
    long now = clock.millis();
    LinkedHashMap<String, Long> ids = byTable.computeIfAbsent(table, _ -> new LinkedHashMap<>());
    Iterator<Long> oldest = ids.values().iterator();
    while (oldest.hasNext()) {
      if (now - oldest.next() <= REMEMBERED.toMillis() && ids.size() < PER_TABLE) {
        break;
      }
      oldest.remove();
    }
    return ids.putIfAbsent(id, now) == null;
  }

  /// Its row was not inserted after all.
  synchronized void release(StoredTable table, String id) {
    LinkedHashMap<String, Long> ids = byTable.get(table);
    if (ids != null) {
      ids.remove(id);
    }
  }
}
