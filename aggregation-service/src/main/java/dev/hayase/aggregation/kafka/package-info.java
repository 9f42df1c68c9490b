/// Kafka beside Kafka Streams: topics, offsets, schemas, the register of aggregations, and time.
@NullMarked
package dev.hayase.aggregation.kafka;

import org.jspecify.annotations.NullMarked;
