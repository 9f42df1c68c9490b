/// Aggregations on Kafka Streams: their topologies, their state, and their lives.
///
/// The only room that knows Kafka Streams. What is computed is decided in others.
@NullMarked
package dev.hayase.aggregation.streams;

import org.jspecify.annotations.NullMarked;
