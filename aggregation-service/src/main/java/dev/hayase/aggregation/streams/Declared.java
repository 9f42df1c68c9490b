package dev.hayase.aggregation.streams;

import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.plan.PlanParts;
import java.time.Duration;
import java.util.SortedMap;

/// An aggregation as it is wanted.
///
/// @param emitEvery how long changes of a result are held together
/// @param whole whether the source's documents have no schema, and so are one column
/// @param parts all that decides what its state means
/// @param schemas of the rows of its sources that are change topics, by their fingerprints
public record Declared(
    AggregationPlan plan,
    Duration emitEvery,
    boolean whole,
    PlanParts parts,
    SortedMap<String, String> schemas) {}
