package dev.hayase.cli.topics;

import dev.hayase.event.replay.ReplayBook;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.watermark.Completeness;
import dev.hayase.event.watermark.Watermark;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;

/// Through when each table is complete in BigQuery: the watermarks held against the positions that
/// the loader committed. A replay reopens what it loads again: a partition counts only up to where
/// the replay stands. Not thread-safe.
public final class CompletenessWatch implements AutoCloseable {
  private static final long ANSWER_SECONDS = 10;

  private final Follower watermarks;
  private final Follower orders;
  private final Admin admin;
  private final Completeness completeness = new Completeness();
  private final ReplayBook replays = new ReplayBook();

  private CompletenessWatch(Follower watermarks, Follower orders, Admin admin) {
    this.watermarks = watermarks;
    this.orders = orders;
    this.admin = admin;
  }

  /// Connects as the pipeline says.
  public static CompletenessWatch connect(KafkaCluster cluster) {
    return new CompletenessWatch(
        new Follower(TopicReader.consumer(cluster), Topics.WATERMARKS),
        new Follower(TopicReader.consumer(cluster), Topics.REPLAYS),
        Admin.create(cluster.clientProperties()));
  }

  /// Topic to the instant through which its table is complete; a table that is in its snapshot, or
  /// of which nothing is known yet, is left out, as all are while Kafka does not answer.
  public Map<String, Instant> through() {
    try {
      watermarks.readOn(this::accept);
      orders.readOn(record -> replays.accept(record.key(), record.value()));
    } catch (TimeoutException e) {
      return Map.of();
    }
    Map<String, Map<Integer, Long>> positions = committedPositions();
    Map<String, Instant> through = new TreeMap<>();
    for (String topic : completeness.topics()) {
      Optional<Instant> instant =
          completeness.through(
              topic, replays.reopened(topic, positions.getOrDefault(topic, Map.of())));
      instant.ifPresent(t -> through.put(topic, t));
    }
    return through;
  }

  @Override
  public void close() {
    watermarks.close();
    orders.close();
    admin.close();
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
