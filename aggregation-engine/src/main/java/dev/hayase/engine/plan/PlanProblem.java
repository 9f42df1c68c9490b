package dev.hayase.engine.plan;

/// A mistake in the declaration of an aggregation that only the schemas of its sources show.
///
/// @param keyPath in `pipeline.yaml`, as `aggregations.revenue.measures.amount.sum`
/// @param value what stands there; empty when it is about something that is missing
public record PlanProblem(String keyPath, String value, String problem, String remedy) {
  @Override
  public String toString() {
    String quoted = value.isEmpty() ? "" : "\"" + value + "\" ";
    return keyPath + ": " + quoted + problem + ". " + remedy + ".";
  }
}
