package dev.hayase.engine.window;

import java.time.Duration;
import java.util.Optional;

/// @param windows how event time is cut
/// @param grace how long after a window's end (of a session: after the gap that follows its last
///   event) what comes for it still corrects it; after that the window is closed, its state is
///   given up, and what comes is late. Without one windows never close and every correction is
///   taken
public record WindowPlan(Windows windows, Optional<Duration> grace) {}
