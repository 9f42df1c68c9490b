/// What the topics tell: how far each table is complete, and what was parked. The only room that
/// talks to Kafka.
@NullMarked
package dev.hayase.cli.topics;

import org.jspecify.annotations.NullMarked;
