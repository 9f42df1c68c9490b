package dev.hayase.aggregation.streams;

import dev.hayase.event.aggregation.Build;

/// Says what an aggregation computes.
///
/// Each method throws a [dev.hayase.aggregation.kafka.NotYetException] while something is missing
/// that will come, a [org.apache.kafka.common.KafkaException] when Kafka does not answer, and a
/// [dev.hayase.aggregation.kafka.HaltException] when it cannot be planned.
public interface Planning {
  /// By the pipeline file, of sources as they are now.
  Declared plan(String name);

  /// By the declaration that a build was made from, whatever the file says now, of sources as they
  /// were then. They must still have what it reads.
  ///
  /// @param build has a declaration
  Declared plan(String name, Build build);
}
