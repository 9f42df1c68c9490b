package dev.hayase.cdc.change;

import dev.hayase.cdc.failure.Failure;
import dev.hayase.cdc.failure.Kind;

/// Why a log cannot be read on from where the last capture ended.
///
/// @param key the source's key in the pipeline file that names the log, as `slot`
/// @param value of that key
/// @param problem what is wrong with it
/// @param remedy what somebody can do
public record LogGap(String key, String value, String problem, String remedy) {
  /// What it is to the capture of a source.
  public Failure failure(String source) {
    return new Failure(
        Kind.PLACE_LOST, "sources.%s.%s: '%s' %s".formatted(source, key, value, problem), remedy);
  }
}
