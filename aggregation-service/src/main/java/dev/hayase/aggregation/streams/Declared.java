package dev.hayase.aggregation.streams;

import dev.hayase.engine.plan.AggregationPlan;
import java.time.Duration;

/// An aggregation as it is wanted.
///
/// @param emitEvery how long changes of a result are held together
/// @param whole whether the source's documents have no schema, and so are one column
/// @param fingerprint of all that decides what its state means
public record Declared(
    AggregationPlan plan, Duration emitEvery, boolean whole, String fingerprint) {}
