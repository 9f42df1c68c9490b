package dev.hayase.aggregation.kafka;

import dev.hayase.frame.kafka.EveryClient;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/// Of builds that have taken over, whether every partition has told all of its results: it says so
/// in a topic of the build's, in the transaction of the snapshot's end. Used by one thread.
final class ToldBuilds implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(300);

  private final KafkaConsumer<byte[], byte[]> consumer;

  /// Topics of builds that have, which stays so.
  private final Set<String> whole = new HashSet<>();

  ToldBuilds(KafkaCluster cluster) {
    consumer = new KafkaConsumer<>(EveryClient.reader(cluster));
  }

  /// Throws a [org.apache.kafka.common.KafkaException] when Kafka does not answer.
  boolean isWhole(String topic) {
    if (!whole.contains(topic) && look(topic)) {
      whole.add(topic);
    }
    return whole.contains(topic);
  }

  private boolean look(String topic) {
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    if (found == null || found.isEmpty()) {
      return false;
    }
    List<TopicPartition> partitions =
        found.stream().map(each -> new TopicPartition(topic, each.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Set<Integer> told = new HashSet<>();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(POLL).forEach(record -> told.add(record.partition()));
    }
    return told.size() == partitions.size();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
