package dev.hayase.frame.kafka;

import dev.hayase.event.topic.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/// A topic as it is created where it is absent. How many replicas it has is not its own matter:
/// [AbsentTopics].
///
/// @param settings Kafka's, beyond the cluster's own
public record TopicPlan(String name, int partitions, Map<String, String> settings) {
  /// Longer than any topic's data is kept by default: who is behind finds the marks of what it
  /// reads.
  private static final Duration WATERMARKS = Duration.ofDays(30);

  public TopicPlan {
    settings = Map.copyOf(settings);
  }

  /// One partition, of which the last record of each key stays.
  public static TopicPlan compacted(String name) {
    return new TopicPlan(
        name, 1, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
  }

  /// `hayase.watermarks`, which several services write: whoever comes first creates it for all.
  public static TopicPlan watermarks() {
    return new TopicPlan(
        Topics.WATERMARKS,
        1,
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(WATERMARKS.toMillis())));
  }
}
