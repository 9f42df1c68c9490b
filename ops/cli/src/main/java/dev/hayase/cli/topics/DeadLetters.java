package dev.hayase.cli.topics;

import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Headers;
import dev.hayase.pipeline.KafkaCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/// Records that could not be loaded.
///
/// @param records how many stand in the dead-letter topic
/// @param reasons some distinct reasons
public record DeadLetters(String topic, long records, List<String> reasons) {
  private static final int MOST_READ = 1_000;
  private static final int MOST_REASONS = 5;
  private static final Duration POLL = Duration.ofSeconds(2);

  public DeadLetters {
    reasons = List.copyOf(reasons);
  }

  /// Nothing is parked.
  public static DeadLetters none(String changes) {
    return new DeadLetters(Topics.deadLetters(changes), 0, List.of());
  }

  /// One sentence for people.
  public String sentence() {
    String why = reasons.isEmpty() ? "" : ": " + String.join("; ", reasons);
    return "%,d records are parked in %s%s".formatted(records, topic, why);
  }

  /// Those of a topic.
  public static DeadLetters of(KafkaCluster cluster, String changes) {
    String topic = Topics.deadLetters(changes);
    try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(cluster)) {
      List<PartitionInfo> partitions = consumer.partitionsFor(topic);
      if (partitions == null || partitions.isEmpty()) {
        return new DeadLetters(topic, 0, List.of());
      }
      return read(
          consumer,
          topic,
          partitions.stream().map(p -> new TopicPartition(topic, p.partition())).toList());
    }
  }

  private static DeadLetters read(
      KafkaConsumer<byte[], byte[]> consumer, String topic, List<TopicPartition> partitions) {
    consumer.assign(partitions);
    Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.seekToBeginning(partitions);
    long records = 0;
    Set<String> reasons = new LinkedHashSet<>();
    while (records < MOST_READ
        && partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
      var batch = consumer.poll(POLL);
      if (batch.isEmpty()) {
        break;
      }
      records += batch.count();
      for (ConsumerRecord<byte[], byte[]> record : batch) {
        addReason(record, reasons);
      }
    }
    if (records >= MOST_READ) {
      // Markers of transactions count, too: an estimate is enough for many.
      records =
          partitions.stream()
              .mapToLong(p -> ends.getOrDefault(p, 0L) - starts.getOrDefault(p, 0L))
              .sum();
    }
    return new DeadLetters(topic, records, reasons.stream().limit(MOST_REASONS).toList());
  }

  private static void addReason(ConsumerRecord<byte[], byte[]> record, Set<String> reasons) {
    Header reason = record.headers().lastHeader(Headers.DEAD_LETTER_REASON);
    if (reason != null) {
      reasons.add(new String(reason.value(), StandardCharsets.UTF_8));
    }
  }
}
