package dev.hayase.loader.kafka;

import dev.hayase.frame.kafka.AbsentTopics;
import dev.hayase.frame.kafka.TopicPlan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;

/// Makes topics that the loader itself writes, when they are first needed: of one partition.
final class OwnTopics {
  private final AbsentTopics absent;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  OwnTopics(AbsentTopics absent) {
    this.absent = absent;
  }

  /// Blocks; throws an [IllegalStateException] when the topic is not there and cannot be made.
  void ensure(String topic, Map<String, String> settings) {
    if (known.contains(topic)) {
      return;
    }
    try {
      absent.create(List.of(new TopicPlan(topic, 1, settings)));
    } catch (KafkaException e) {
      throw new IllegalStateException(
          "The topic " + topic + " could not be made: " + e.getMessage(), e);
    }
    known.add(topic);
  }
}
