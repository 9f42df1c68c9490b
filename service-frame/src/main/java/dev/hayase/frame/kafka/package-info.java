/// How services speak to Kafka: what each client is made with, our own topics and how they are read
/// to their end. What one service alone does with Kafka stays in its own `kafka` room.
@NullMarked
package dev.hayase.frame.kafka;

import org.jspecify.annotations.NullMarked;
