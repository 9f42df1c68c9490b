/// Kafka: the only room that knows its clients. Polls, pauses and commits ([Polling], [Offsets]),
/// parks ([DeadLetters]), reads schemas ([SchemaTopic]) and the group's positions ([GroupOffsets]).
@NullMarked
package dev.hayase.loader.kafka;

import org.jspecify.annotations.NullMarked;
