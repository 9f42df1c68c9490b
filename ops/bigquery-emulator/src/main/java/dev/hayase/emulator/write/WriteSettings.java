package dev.hayase.emulator.write;

import dev.hayase.emulator.catalog.TableName;
import java.time.Duration;
import java.util.function.Function;

/// What a test may turn on the Storage Write API.
///
/// @param maxRequestBytes BigQuery's limit is 10 MiB in most projects
/// @param schemaDelays how long the API does not know of a table's new schema; minutes in BigQuery
public record WriteSettings(int maxRequestBytes, Function<TableName, Duration> schemaDelays) {
  public static final int MAX_REQUEST_BYTES = 10 << 20;

  Duration schemaDelay(TableName table) {
    return schemaDelays.apply(table);
  }
}
