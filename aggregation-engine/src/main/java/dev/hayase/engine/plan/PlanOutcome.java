package dev.hayase.engine.plan;

import java.util.List;
import java.util.Optional;

/// What became of a declaration.
///
/// @param plan present when nothing is wrong and nothing is unknown
/// @param problems what is wrong, all of it
/// @param unknown topics that have no schema yet: when they have, it may become a plan
public record PlanOutcome(
    Optional<AggregationPlan> plan, List<PlanProblem> problems, List<String> unknown) {
  public PlanOutcome {
    problems = List.copyOf(problems);
    unknown = List.copyOf(unknown);
  }
}
