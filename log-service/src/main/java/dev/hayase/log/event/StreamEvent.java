package dev.hayase.log.event;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An event that may go into its stream's topic.
///
/// @param source who sent it; together with the id it names the event
/// @param key by which it is ordered
/// @param value the document without personal data
@SuppressWarnings("ArrayRecordComponent") // Nobody changes the bytes, and nobody compares them.
public record StreamEvent(
    String stream,
    String source,
    String id,
    Optional<String> type,
    EventTimes times,
    byte @Nullable [] key,
    byte[] value) {}
