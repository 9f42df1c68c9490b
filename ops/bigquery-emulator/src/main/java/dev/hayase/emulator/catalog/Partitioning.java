package dev.hayase.emulator.catalog;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// How a table is partitioned, as far as somebody notices.
///
/// @param field whose value decides; empty for the time of ingestion
/// @param unit `HOUR`, `DAY`, `MONTH` or `YEAR`; empty for ranges of integers
/// @param expiration how long a partition lives, from its beginning in UTC
///   (https://cloud.google.com/bigquery/docs/managing-partitioned-tables#partition-expiration)
public record Partitioning(
    Optional<String> field, Optional<String> unit, Optional<Duration> expiration) {

  static Optional<Partitioning> of(JsonObject table) {
    if (table.get("timePartitioning") instanceof JsonObject time) {
      return Optional.of(
          new Partitioning(
              text(time, "field"),
              Optional.of(text(time, "type").orElse("DAY").toUpperCase(Locale.ROOT)),
              text(time, "expirationMs")
                  .map(Long::parseLong)
                  .filter(millis -> millis > 0)
                  .map(Duration::ofMillis)));
    }
    if (table.get("rangePartitioning") instanceof JsonObject range) {
      return Optional.of(
          new Partitioning(text(range, "field"), Optional.empty(), Optional.empty()));
    }
    return Optional.empty();
  }

  private static Optional<String> text(JsonObject json, String member) {
    JsonElement value = json.get(member);
    return value == null || value.isJsonNull()
        ? Optional.empty()
        : Optional.of(value.getAsString());
  }

  /// What DuckDB must find true of a row whose partition still lives; empty when all live on.
  public Optional<String> alive(Instant now) {
    if (field.isEmpty() || unit.isEmpty() || expiration.isEmpty()) {
      return Optional.empty();
    }
    String begin =
        "date_trunc("
            + Identifiers.literal(unit.get().toLowerCase(Locale.ROOT))
            + ", CAST("
            + Identifiers.quoted(field.get())
            + " AS TIMESTAMP))";
    String oldest = "make_timestamp(" + now.minus(expiration.get()).toEpochMilli() + " * 1000)";
    return Optional.of("coalesce(" + begin + " > " + oldest + ", true)");
  }
}
