package dev.hayase.emulator.write;

import java.time.Duration;

/// What a test may turn on the Storage Write API.
///
/// @param maxRequestBytes BigQuery's limit is 10 MiB in most projects
/// @param schemaDelay how long the API does not know of a new schema; minutes in BigQuery
public record WriteSettings(int maxRequestBytes, Duration schemaDelay) {
  public static final WriteSettings DEFAULT = new WriteSettings(10 << 20, Duration.ZERO);
}
