package dev.hayase.cdc.kafka;

import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.KafkaCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// Reads what operators have ordered of a source's capture. To be asked only after
/// `initTransactions`, which ends what an earlier capture left open.
public final class Orders {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final KafkaCluster cluster;
  private final InstantSource clock;

  public Orders(KafkaCluster cluster, InstantSource clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  /// The orders that no capture has answered, by their ids in the order they were given.
  ///
  /// @param end the offset up to which they were looked for
  public record Outstanding(Map<String, byte[]> orders, long end) {
    public Outstanding {
      orders = Collections.unmodifiableMap(new LinkedHashMap<>(orders));
    }
  }

  /// What is there now.
  public Outstanding outstanding(String source) {
    TopicPartition topic = new TopicPartition(Topics.source(source), 0);
    Map<String, byte[]> orders = new LinkedHashMap<>();
    Instant deadline = clock.instant().plus(LIMIT);
    long end = end(topic);
    try (var consumer =
        new KafkaConsumer<byte[], byte[]>(ClientSettings.consumer(cluster, "read_committed"))) {
      consumer.assign(List.of(topic));
      consumer.seekToBeginning(List.of(topic));
      while (consumer.position(topic) < end) {
        for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofMillis(200))) {
          take(orders, r);
        }
        if (clock.instant().isAfter(deadline)) {
          throw new KafkaException("A transaction in %s stays open".formatted(topic.topic()));
        }
      }
    }
    return new Outstanding(orders, end);
  }

  private static void take(Map<String, byte[]> orders, ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    String id = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      orders.remove(id);
    } else {
      orders.put(id, record.value());
    }
  }

  private long end(TopicPartition partition) {
    try (var consumer =
        new KafkaConsumer<byte[], byte[]>(ClientSettings.consumer(cluster, "read_uncommitted"))) {
      return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }
  }
}
