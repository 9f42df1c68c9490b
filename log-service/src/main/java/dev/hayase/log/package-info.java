/// The log-service: events over HTTP into Kafka, and an answer that means durable.
///
/// The way of an event: the [door][dev.hayase.log.http.Door] asks who sends it and whether there is
/// room; a protocol's room under `http` reads it; the [intake][dev.hayase.log.intake.Intake] has it
/// judged by its [stream][dev.hayase.log.stream.StreamPlan], appends it to
/// [Kafka][dev.hayase.log.kafka.KafkaEventLog], and answers.
@NullMarked
package dev.hayase.log;

import org.jspecify.annotations.NullMarked;
