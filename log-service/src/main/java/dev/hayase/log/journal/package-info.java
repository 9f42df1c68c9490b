/// The edge to a disk of this machine: where events wait, durable and in order, while Kafka is
/// away.
///
/// Start with [SpillingLog], which decides who goes where; a [Journal] keeps entries in segment
/// files.
@NullMarked
package dev.hayase.log.journal;

import org.jspecify.annotations.NullMarked;
