package dev.hayase.engine.plan;

import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.AggregationSettings;
import dev.hayase.pipeline.AggregationSettings.Join;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// From declarations to plans. Everything that is wrong with an aggregation is found in one pass.
public final class Planner {
  private final SourceSchemas schemas;

  public Planner(SourceSchemas schemas) {
    this.schemas = schemas;
  }

  /// All aggregations of a pipeline, which may read each other's results: what the schemas do not
  /// know of those follows from their plans.
  ///
  /// @param aggregations by name, without circles
  public static SequencedMap<String, PlanOutcome> all(
      SequencedMap<String, AggregationSettings> aggregations, SourceSchemas schemas) {
    SequencedMap<String, PlanOutcome> outcomes = new LinkedHashMap<>();
    aggregations.keySet().forEach(name -> outcome(name, aggregations, schemas, outcomes));
    SequencedMap<String, PlanOutcome> inOrder = new LinkedHashMap<>();
    aggregations.keySet().forEach(name -> inOrder.put(name, outcomes.get(name)));
    return inOrder;
  }

  private static PlanOutcome outcome(
      String name,
      Map<String, AggregationSettings> aggregations,
      SourceSchemas schemas,
      Map<String, PlanOutcome> known) {
    PlanOutcome before = known.get(name);
    if (before != null) {
      return before;
    }
    AggregationSettings settings = Objects.requireNonNull(aggregations.get(name), name);
    SourceSchemas withResults =
        topic -> {
          Optional<String> other = Topics.aggregationOf(topic).filter(aggregations::containsKey);
          return other.isEmpty()
              ? schemas.find(topic)
              : outcome(other.get(), aggregations, schemas, known)
                  .plan()
                  .map(plan -> SourceSchema.changes(plan.schema()));
        };
    PlanOutcome outcome = new Planner(withResults).plan(name, settings);
    known.put(name, outcome);
    return outcome;
  }

  /// One aggregation.
  public PlanOutcome plan(String name, AggregationSettings settings) {
    List<SourceSchema> found = new ArrayList<>();
    Set<String> unknown = new LinkedHashSet<>();
    List<String> topics = new ArrayList<>(List.of(settings.from()));
    topics.addAll(settings.joins().stream().map(Join::topic).toList());
    for (String topic : topics) {
      schemas.find(topic).ifPresentOrElse(found::add, () -> unknown.add(topic));
    }
    if (!unknown.isEmpty()) {
      return new PlanOutcome(Optional.empty(), List.of(), List.copyOf(unknown));
    }
    Checks checks = new Checks(name);
    Optional<AggregationPlan> whole =
        new Draft(name, settings, found, checks).plan(Optional.empty(), Optional.empty());
    if (whole.isEmpty() || !checks.problems().isEmpty()) {
      return new PlanOutcome(Optional.empty(), checks.problems(), List.of());
    }
    // Once more, over those columns alone that are read: what nobody reads is no state.
    Set<String> ofResult = Draft.readByResult(whole.get());
    Optional<Set<String>> ofRows =
        GroupPlans.readsAll(settings)
            ? Optional.empty()
            : Optional.of(Draft.readOfRows(whole.get(), settings, ofResult));
    return new PlanOutcome(
        new Draft(name, settings, found, checks).plan(ofRows, Optional.of(ofResult)),
        checks.problems(),
        List.of());
  }
}
