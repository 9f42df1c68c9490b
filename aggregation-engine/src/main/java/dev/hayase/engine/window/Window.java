package dev.hayase.engine.window;

import java.time.Instant;

/// A span of event time.
///
/// @param start its first instant
/// @param end the first instant after it; of a session the instant of its last event, which belongs
///   to it
public record Window(Instant start, Instant end) {}
