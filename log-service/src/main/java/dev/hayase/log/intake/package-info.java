/// The one way in, behind every protocol: judge, append, answer when it is durable.
///
/// Start with [Intake]. What is behind the [EventLog] is Kafka, or a journal before it.
@NullMarked
package dev.hayase.log.intake;

import org.jspecify.annotations.NullMarked;
