package dev.hayase.engine.window;

import java.time.Duration;
import java.util.Optional;

/// @param grace how long after a window's end what comes for it still corrects it; after that the
///   window is closed, its state is given up, and what comes is late. Without one windows never
///   close and every correction is taken
public record WindowPlan(Windows windows, Optional<Duration> grace) {}
