/// Records on their way: how they are grouped into requests, and which offsets are settled.
///
/// Start with [Batch] and [Ledger]. Pure: no clock, no Kafka.
@NullMarked
package dev.hayase.loader.batch;

import org.jspecify.annotations.NullMarked;
