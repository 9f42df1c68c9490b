package dev.hayase.emulator.store;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;

/// When tables and partitions end, by the emulator's clock
/// (https://cloud.google.com/bigquery/docs/updating-datasets#table-expiration).
final class Expiration {
  private Expiration() {}

  /// Gives a new table what its dataset says of new tables. The default of partitions goes before
  /// that of tables.
  static void stamp(JsonObject table, JsonObject dataset, Instant now) {
    long partitions = millis(dataset, "defaultPartitionExpirationMs");
    if (table.get("timePartitioning") instanceof JsonObject partitioning && partitions > 0) {
      if (!partitioning.has("expirationMs")) {
        partitioning.addProperty("expirationMs", Long.toString(partitions));
      }
      return;
    }
    long tables = millis(dataset, "defaultTableExpirationMs");
    if (tables > 0 && !table.has("expirationTime")) {
      table.addProperty("expirationTime", Long.toString(now.toEpochMilli() + tables));
    }
  }

  static boolean isPast(JsonObject table, Instant now) {
    long end = millis(table, "expirationTime");
    return end > 0 && end <= now.toEpochMilli();
  }

  private static long millis(JsonObject resource, String member) {
    JsonElement value = resource.get(member);
    return value == null || value.isJsonNull() ? 0 : value.getAsLong();
  }
}
