package dev.hayase.cli;

import dev.hayase.pipeline.Pipeline;

/// Aggregations by the names that people type.
final class KnownAggregations {
  private KnownAggregations() {}

  /// The name, if the pipeline has an aggregation of it.
  ///
  /// @throws IllegalArgumentException when it has none
  static String require(Pipeline pipeline, String name) {
    if (!pipeline.aggregations().containsKey(name)) {
      throw new IllegalArgumentException(
          "The pipeline has no aggregation '%s'; it has %s"
              .formatted(name, String.join(", ", pipeline.aggregations().keySet())));
    }
    return name;
  }
}
