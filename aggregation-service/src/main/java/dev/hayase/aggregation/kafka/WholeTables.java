package dev.hayase.aggregation.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.control.ControlRecord.SnapshotEnd;
import dev.hayase.event.control.ControlRecord.SnapshotStart;
import dev.hayase.event.wire.Headers;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.frame.kafka.EveryClient;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/// Whether a change topic still tells every row of its table: from the topic's own beginning, or,
/// where retention has taken that, from a snapshot that was taken later.
public final class WholeTables {
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaCluster cluster;

  public WholeTables(KafkaCluster cluster) {
    this.cluster = cluster;
  }

  /// Reads the topic through to the end of its first whole snapshot, if its first records are gone.
  ///
  /// @throws HaltException when rows are unknown
  public void require(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(EveryClient.reader(cluster))) {
      for (var info : consumer.partitionsFor(topic)) {
        TopicPartition partition = new TopicPartition(topic, info.partition());
        List<TopicPartition> one = List.of(partition);
        long first = consumer.beginningOffsets(one).getOrDefault(partition, 0L);
        if (first > 0 && !holdsSnapshot(consumer, partition, first)) {
          throw new HaltException(
              "The first %d records of %s were deleted, and no whole snapshot was taken since: rows that have not"
                      .formatted(first, partition)
                  + " changed are unknown",
              "Let the capture take a snapshot of the table, and keep the topic's records for longer");
        }
      }
    }
  }

  private static boolean holdsSnapshot(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long first) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, first);
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    Set<String> begun = new HashSet<>();
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Optional<ControlRecord> control = control(record);
        if (control.isPresent() && control.get() instanceof SnapshotStart start) {
          begun.add(start.snapshotId());
        } else if (control.isPresent()
            && control.get() instanceof SnapshotEnd snapshot
            && begun.contains(snapshot.snapshotId())) {
          return true;
        }
      }
    }
    return false;
  }

  private static Optional<ControlRecord> control(ConsumerRecord<byte[], byte[]> record) {
    Header kind = record.headers().lastHeader(Headers.CONTROL);
    if (kind == null || !new String(kind.value(), UTF_8).startsWith("snapshot")) {
      return Optional.empty();
    }
    try {
      return Optional.of(ControlRecord.fromJson(record.value()));
    } catch (MalformedRecordException e) {
      return Optional.empty();
    }
  }
}
