/// Records on their way: how they are grouped into requests, which offsets are settled, how much
/// memory each table may hold.
///
/// Start with [Batch], [Ledger] and [FlowControl]. Pure: no clock, no Kafka.
@NullMarked
package dev.hayase.loader.batch;

import org.jspecify.annotations.NullMarked;
