package dev.hayase.cli.topics;

import dev.hayase.event.topic.Topics;
import dev.hayase.event.watermark.Completeness;
import dev.hayase.event.watermark.Watermark;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Through when each table is complete in BigQuery: the watermarks held against the positions that
/// the loader committed. Not thread-safe.
public final class CompletenessWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long ANSWER_SECONDS = 10;

  private final KafkaConsumer<byte[], byte[]> watermarks;
  private final Admin admin;
  private final Completeness completeness = new Completeness();
  private boolean assigned;

  private CompletenessWatch(KafkaConsumer<byte[], byte[]> watermarks, Admin admin) {
    this.watermarks = watermarks;
    this.admin = admin;
  }

  /// Connects as the pipeline says.
  public static CompletenessWatch connect(KafkaCluster cluster) {
    Map<String, Object> consumer = new HashMap<>(cluster.clientProperties());
    consumer.put("isolation.level", "read_committed");
    consumer.put("enable.auto.commit", false);
    consumer.put("auto.offset.reset", "earliest");
    return new CompletenessWatch(
        new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
        Admin.create(cluster.clientProperties()));
  }

  /// Topic to the instant through which its table is complete; a table that is in its snapshot, or
  /// of which nothing is known yet, is left out, as all are while Kafka does not answer.
  public Map<String, Instant> through() {
    try {
      readWatermarks();
    } catch (TimeoutException e) {
      return Map.of();
    }
    Map<String, Map<Integer, Long>> positions = committedPositions();
    Map<String, Instant> through = new TreeMap<>();
    for (String topic : completeness.topics()) {
      Optional<Instant> instant =
          completeness.through(topic, positions.getOrDefault(topic, Map.of()));
      instant.ifPresent(t -> through.put(topic, t));
    }
    return through;
  }

  @Override
  public void close() {
    watermarks.close();
    admin.close();
  }

  /// Reads on to the end that the topic has now.
  private void readWatermarks() {
    if (!assigned) {
      List<PartitionInfo> partitions = watermarks.partitionsFor(Topics.WATERMARKS);
      if (partitions == null || partitions.isEmpty()) {
        return;
      }
      List<TopicPartition> all =
          partitions.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
      watermarks.assign(all);
      watermarks.seekToBeginning(all);
      assigned = true;
    }
    Map<TopicPartition, Long> ends = watermarks.endOffsets(watermarks.assignment());
    while (ends.entrySet().stream().anyMatch(e -> watermarks.position(e.getKey()) < e.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : watermarks.poll(POLL)) {
        accept(record);
      }
    }
  }

  private void accept(ConsumerRecord<byte[], byte[]> record) {
    try {
      completeness.accept(Watermark.fromJson(record.value()));
    } catch (MalformedRecordException e) {
      throw new IllegalStateException(
          "watermark at offset " + record.offset() + " is not readable by this version", e);
    }
  }

  private Map<String, Map<Integer, Long>> committedPositions() {
    Map<String, Map<Integer, Long>> positions = new HashMap<>();
    try {
      admin
          .listConsumerGroupOffsets(
              Topics.LOADER_GROUP, new ListConsumerGroupOffsetsOptions().requireStable(true))
          .partitionsToOffsetAndMetadata()
          .get(ANSWER_SECONDS, TimeUnit.SECONDS)
          .forEach((partition, commit) -> {
            if (commit != null) {
              positions
                  .computeIfAbsent(partition.topic(), _ -> new HashMap<>())
                  .put(partition.partition(), commit.offset());
            }
          });
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      // Nothing committed yet, or the broker is busy: nothing is known for now.
      return positions;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return positions;
  }
}
