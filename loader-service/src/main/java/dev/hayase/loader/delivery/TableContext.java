package dev.hayase.loader.delivery;

import dev.hayase.loader.flow.Steering;
import dev.hayase.loader.metrics.LoaderMetrics;
import dev.hayase.loader.store.Claims;
import dev.hayase.loader.store.GroupPositions;
import dev.hayase.loader.store.Parking;
import dev.hayase.loader.store.Rows;
import dev.hayase.loader.store.Streams;
import dev.hayase.loader.store.Tables;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/// What all tables share: the outside world, the settings and the clock.
///
/// @param elsewhere runs what blocks
public record TableContext(
    Tables tables,
    Streams streams,
    Rows rows,
    Parking parking,
    Claims claims,
    GroupPositions group,
    Folding folding,
    Steering steering,
    Pauses pauses,
    LoaderMetrics metrics,
    InstantSource clock,
    Executor elsewhere) {}
