/// The edge to Kafka: topics are created, positions read back, and batches written, each in one
/// transaction of the source's own producer.
@NullMarked
package dev.hayase.cdc.kafka;

import org.jspecify.annotations.NullMarked;
