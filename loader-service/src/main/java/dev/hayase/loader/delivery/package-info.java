/// Carries the records of one topic into one table: [TableLoader] is the way of a record, [Lane] a
/// stream with the batches queued for it, [PartitionLoad] what is known of a partition.
///
/// Each table has one thread, which alone touches its state; everything that waits for others
/// (Kafka, BigQuery) runs elsewhere and comes back as [Mail].
@NullMarked
package dev.hayase.loader.delivery;

import org.jspecify.annotations.NullMarked;
