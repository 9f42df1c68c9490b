/// Carries the records of one topic into one table. The way of a record: [TableLoader] gets it,
/// [Intake] decodes, places and encodes it, [Backlog] batches it, its [Lane] sends it and hears the
/// answer ([Flight] until then), [Settlement] settles it. [PartitionLoad] is what is known of a
/// partition.
///
/// What makes a record wait has a class of its own: [Preparing] for a table that must change first,
/// [Pen] until BigQuery has learnt of that, [Barriers] behind a truncate or a snapshot, [Folds]
/// before what may have been loaded, [Departure] for its turn among all tables. [Sides] are records
/// that are loaded again beside the live flow.
///
/// Each table has one thread, which alone touches its state; everything that waits for others
/// (Kafka, BigQuery) runs elsewhere and comes back as [Mail].
@NullMarked
package dev.hayase.loader.delivery;

import org.jspecify.annotations.NullMarked;
