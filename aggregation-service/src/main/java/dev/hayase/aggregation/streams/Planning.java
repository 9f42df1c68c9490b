package dev.hayase.aggregation.streams;

/// Says what an aggregation computes, of sources as they are now.
@FunctionalInterface
public interface Planning {
  /// Throws a [dev.hayase.aggregation.kafka.NotYetException] while something is missing that will
  /// come, a [org.apache.kafka.common.KafkaException] when Kafka does not answer, and a
  /// [dev.hayase.aggregation.kafka.HaltException] when it cannot be planned.
  Declared plan(String name);
}
