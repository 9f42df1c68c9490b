package dev.hayase.loader.micrometer;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The histogram `hayase_loader_commit_to_ack_seconds` of every topic, which Prometheus asks for
/// past Micrometer.
final class AgeHistograms implements Collector {
  static final String NAME = "hayase_loader_commit_to_ack_seconds";
  private static final String LABEL = "topic";

  private final Map<String, AgeHistogram> byTopic = new ConcurrentHashMap<>();

  void record(String topic, long... micros) {
    byTopic.computeIfAbsent(topic, _ -> new AgeHistogram()).record(micros);
  }

  @Override
  public MetricSnapshot collect() {
    HistogramSnapshot.Builder all =
        HistogramSnapshot.builder()
            .name(NAME)
            .help("From the source's commit to BigQuery's acknowledgement")
            .unit(Unit.SECONDS);
    byTopic.forEach((topic, ages) -> all.dataPoint(ages.snapshot(Labels.of(LABEL, topic))));
    return all.build();
  }
}
