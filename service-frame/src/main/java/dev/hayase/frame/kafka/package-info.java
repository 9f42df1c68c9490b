/// How services speak to Kafka: what each client is made with ([EveryClient]), topics that are made
/// where they are absent ([AbsentTopics]), and our own ones as they are read to their end
/// ([TopicTail], [PublishedSchemas]). What one service alone does with Kafka stays in its own
/// `kafka` room.
@NullMarked
package dev.hayase.frame.kafka;

import org.jspecify.annotations.NullMarked;
