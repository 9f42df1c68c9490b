package dev.hayase.aggregation.streams;

import dev.hayase.engine.plan.AggregationPlan;
import dev.hayase.engine.plan.PlanParts;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/// An aggregation as it is wanted, or as a build of it was made.
///
/// @param emitEvery how long changes of a result are held together
/// @param parts all that decides what its state means
/// @param schemas of its results and of the rows of its sources, as far as those have one, by
///   topic: their fingerprints. All of them are published
/// @param declaration what it can be planned by again, with those schemas
public record Declared(
    AggregationPlan plan,
    Duration emitEvery,
    PlanParts parts,
    SortedMap<String, String> schemas,
    Optional<String> declaration) {}
