package dev.hayase.cdc.kafka;

import dev.hayase.cdc.change.CapturePosition;
import dev.hayase.cdc.change.PositionVector;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.KafkaCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// Reads back where a source's capture stands. To be asked only after `initTransactions`, which
/// ends what an earlier capture left open.
public final class Positions {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final KafkaCluster cluster;
  private final InstantSource clock;

  public Positions(KafkaCluster cluster, InstantSource clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  /// The last position that was committed.
  ///
  /// The last *stable* offset alone would not do: while another source's transaction is open it
  /// stands still, and what it hides may be ours. So the end as an uncommitted reader sees it is
  /// the mark to reach.
  public Optional<CapturePosition> last(String source) {
    TopicPartition offsets = new TopicPartition(Topics.OFFSETS, 0);
    long end = end(offsets);
    byte[] key = source.getBytes(StandardCharsets.UTF_8);
    byte[] last = null;
    Instant deadline = clock.instant().plus(LIMIT);
    try (var consumer =
        new KafkaConsumer<byte[], byte[]>(ClientSettings.consumer(cluster, "read_committed"))) {
      consumer.assign(List.of(offsets));
      consumer.seekToBeginning(List.of(offsets));
      while (consumer.position(offsets) < end) {
        for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofMillis(200))) {
          if (Arrays.equals(key, r.key())) {
            last = r.value();
          }
        }
        if (clock.instant().isAfter(deadline)) {
          throw new KafkaException(
              "Another source's transaction in %s stays open".formatted(Topics.OFFSETS));
        }
      }
    }
    return Optional.ofNullable(last).map(CapturePosition::fromJson);
  }

  private long end(TopicPartition partition) {
    try (var consumer =
        new KafkaConsumer<byte[], byte[]>(ClientSettings.consumer(cluster, "read_uncommitted"))) {
      return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }
  }

  /// Up to where the topics are written now.
  public PositionVector vector(Map<ChangeTopic, Integer> partitions) {
    List<TopicPartition> all = new ArrayList<>();
    partitions.forEach((table, count) -> {
      for (int partition = 0; partition < count; partition++) {
        all.add(new TopicPartition(table.name(), partition));
      }
    });
    PositionVector vector = new PositionVector();
    try (var consumer =
        new KafkaConsumer<byte[], byte[]>(ClientSettings.consumer(cluster, "read_uncommitted"))) {
      consumer
          .endOffsets(all)
          .forEach(
              (partition, end) -> vector.advance(partition.topic(), partition.partition(), end));
    }
    return vector;
  }
}
