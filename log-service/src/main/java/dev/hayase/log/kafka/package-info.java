/// The edge to Kafka: topics of streams and the producer that all requests share.
///
/// Start with [KafkaEventLog].
@NullMarked
package dev.hayase.log.kafka;

import org.jspecify.annotations.NullMarked;
