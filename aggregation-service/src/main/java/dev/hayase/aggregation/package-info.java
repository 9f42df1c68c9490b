/// The aggregation-service: continuous aggregates from topics to topics, on Kafka Streams.
@NullMarked
package dev.hayase.aggregation;

import org.jspecify.annotations.NullMarked;
