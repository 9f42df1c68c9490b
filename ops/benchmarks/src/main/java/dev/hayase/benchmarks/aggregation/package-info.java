/// How fast aggregations are: one as it is declared, beside the same one written by hand with Kafka
/// Streams, each in a process of its own.
@NullMarked
package dev.hayase.benchmarks.aggregation;

import org.jspecify.annotations.NullMarked;
