/// Kafka: the only room that knows its clients. Polls, pauses and commits ([Polling], [Offsets]),
/// parks ([DeadLetters]), reads schemas ([SchemaTopic]) and the group's positions ([GroupOffsets]),
/// follows what operators turn ([SettingsTopic]) and order ([ReplayTopic], [SideReplays]), and
/// announces streams before they take rows ([AnnouncedClaims], [StreamTopic]).
@NullMarked
package dev.hayase.loader.kafka;

import org.jspecify.annotations.NullMarked;
