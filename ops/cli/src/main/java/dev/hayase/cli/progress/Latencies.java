package dev.hayase.cli.progress;

import java.util.HashMap;
import java.util.Map;

/// Commit-to-BigQuery latencies by topic: of the last while, and of the whole run, whatever
/// restarts happened in between.
public final class Latencies {
  private static final String METRIC = "hayase_loader_commit_to_ack_seconds";

  private Map<String, Histogram> last = Map.of();
  private Map<String, Histogram> recent = Map.of();
  private final Map<String, Histogram> whole = new HashMap<>();

  /// Takes the loader's next word.
  public void accept(Metrics metrics) {
    Map<String, Histogram> now = metrics.histograms(METRIC, "topic");
    Map<String, Histogram> delta = new HashMap<>();
    now.forEach((topic, histogram) ->
        delta.put(topic, histogram.since(last.getOrDefault(topic, Histogram.EMPTY))));
    delta.forEach((topic, histogram) -> whole.merge(topic, histogram, Histogram::plus));
    recent = delta;
    last = now;
  }

  /// Of the time between the last two words.
  public Histogram recent(String topic) {
    return recent.getOrDefault(topic, Histogram.EMPTY);
  }

  /// Of the whole run.
  public Histogram whole(String topic) {
    return whole.getOrDefault(topic, Histogram.EMPTY);
  }

  /// Of the whole run, all topics together.
  public Histogram whole() {
    return whole.values().stream().reduce(Histogram.EMPTY, Histogram::plus);
  }
}
