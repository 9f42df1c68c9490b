/// What is known of aggregations' builds: the topic `hayase.aggregations`, which the
/// aggregation-service keeps and operators order through. Start with
/// [AggregationBook][dev.hayase.event.aggregation.AggregationBook].
@NullMarked
package dev.hayase.event.aggregation;

import org.jspecify.annotations.NullMarked;
