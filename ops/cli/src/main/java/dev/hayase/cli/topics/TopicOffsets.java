package dev.hayase.cli.topics;

import dev.hayase.cli.replay.Moment;
import dev.hayase.cli.replay.PartitionPlan;
import dev.hayase.event.replay.OffsetRange;
import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/// Times of a topic as offsets, and what lies between them.
public final class TopicOffsets implements AutoCloseable {
  private static final int SAMPLE = 500;
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Admin admin;
  private final String topic;
  private final List<TopicPartition> partitions;

  /// Connects.
  ///
  /// @throws IllegalArgumentException when there is no such topic
  public TopicOffsets(KafkaCluster cluster, String topic) {
    this.topic = topic;
    this.consumer = TopicReader.consumer(cluster);
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    if (found == null || found.isEmpty()) {
      consumer.close();
      throw new IllegalArgumentException(
          "There is no topic %s: nothing was captured of the table yet".formatted(topic));
    }
    this.partitions =
        found.stream()
            .map(p -> new TopicPartition(topic, p.partition()))
            .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
            .toList();
    this.admin = Admin.create(cluster.clientProperties());
    consumer.assign(partitions);
  }

  /// What lies between two moments.
  ///
  /// @param to empty for the present end
  /// @throws IllegalArgumentException when there is no record from `from` on, or none between
  public List<PartitionPlan> between(Moment from, Optional<Instant> to) {
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Map<TopicPartition, Optional<Long>> firsts = offsets(from, beginnings);
    if (firsts.values().stream().allMatch(Optional::isEmpty)) {
      throw new IllegalArgumentException(
          "No record of %s is as late as %s%s. Nothing is replayed"
              .formatted(topic, text(from), newest(beginnings, ends)));
    }
    Map<TopicPartition, Optional<Long>> lasts = new HashMap<>();
    if (to.isPresent()) {
      lasts.putAll(offsets(new Moment.At(to.get()), beginnings));
    }
    List<PartitionPlan> plans = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      long end = ends.getOrDefault(partition, 0L);
      long last = lasts.getOrDefault(partition, Optional.empty()).orElse(end);
      Optional<Long> first = firsts.getOrDefault(partition, Optional.empty());
      OffsetRange range =
          new OffsetRange(Math.min(first.orElse(end), Math.max(last, 0)), Math.max(0, last));
      plans.add(plan(partition, range, first, beginnings.getOrDefault(partition, 0L), from));
    }
    if (plans.stream().allMatch(plan -> plan.range().isEmpty())) {
      throw new IllegalArgumentException(
          "No record of %s lies between these times. Nothing is replayed".formatted(topic));
    }
    return plans;
  }

  private static String text(Moment moment) {
    return moment instanceof Moment.At(Instant at)
        ? Moment.text(at, ZoneId.systemDefault())
        : "the beginning";
  }

  private Map<TopicPartition, Optional<Long>> offsets(
      Moment moment, Map<TopicPartition, Long> beginnings) {
    Map<TopicPartition, Optional<Long>> offsets = new HashMap<>();
    switch (moment) {
      case Moment.Earliest _ ->
          partitions.forEach(p -> offsets.put(p, Optional.ofNullable(beginnings.get(p))));
      case Moment.At(Instant at) -> {
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(p -> times.put(p, at.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        // A partition without an answer has no such record; it is never its end that is meant.
        partitions.forEach(
            p -> offsets.put(p, Optional.ofNullable(found.get(p)).map(OffsetAndTimestamp::offset)));
      }
    }
    return offsets;
  }

  private PartitionPlan plan(
      TopicPartition partition,
      OffsetRange range,
      Optional<Long> first,
      long beginning,
      Moment from) {
    if (range.isEmpty()) {
      return new PartitionPlan(
          partition.partition(),
          range,
          0,
          0,
          0,
          Optional.empty(),
          Optional.of(first.isEmpty() ? "no record since then" : "no record between"));
    }
    Sample sample = sample(partition, range);
    boolean cut = beginning > 0 && first.filter(f -> f == beginning).isPresent();
    Optional<String> gap =
        cut && from instanceof Moment.At(Instant at) && sample.firstMillis() > at.toEpochMilli()
            ? Optional.of(
                "partition %d begins at offset %d of %s; what was older is gone, by retention"
                    .formatted(
                        partition.partition(),
                        beginning,
                        Moment.text(
                            Instant.ofEpochMilli(sample.firstMillis()), ZoneId.systemDefault())))
            : Optional.empty();
    return new PartitionPlan(
        partition.partition(),
        range,
        Math.round(range.size() * sample.recordsPerOffset()),
        Math.round(range.size() * sample.bytesPerOffset()),
        sample.records(),
        gap,
        gap.isPresent() ? Optional.of("gap") : Optional.empty());
  }

  private record Sample(
      int records, double recordsPerOffset, double bytesPerOffset, long firstMillis) {}

  private Sample sample(TopicPartition partition, OffsetRange range) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, range.from());
    int records = 0;
    long bytes = 0;
    long firstMillis = 0;
    while (records < SAMPLE && consumer.position(partition) < range.to()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
        if (record.offset() < range.to()) {
          firstMillis = records == 0 ? record.timestamp() : firstMillis;
          records++;
          bytes +=
              Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
        }
      }
    }
    long offsets = Math.max(1, Math.min(range.to(), consumer.position(partition)) - range.from());
    consumer.assign(partitions);
    return new Sample(records, (double) records / offsets, (double) bytes / offsets, firstMillis);
  }

  private String newest(Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends) {
    long newest = -1;
    for (TopicPartition partition : partitions) {
      long end = ends.getOrDefault(partition, 0L);
      long from = Math.max(beginnings.getOrDefault(partition, 0L), end - SAMPLE);
      consumer.assign(List.of(partition));
      consumer.seek(partition, from);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          newest = Math.max(newest, record.timestamp());
        }
      }
    }
    consumer.assign(partitions);
    return newest < 0
        ? ": it has no records"
        : "; the newest is of " + Moment.text(Instant.ofEpochMilli(newest), ZoneId.systemDefault());
  }

  /// Whose clock the records' times are of; empty if the broker's.
  public Optional<String> foreignClock() {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    ConfigEntry entry =
        Objects.requireNonNull(answer(admin.describeConfigs(List.of(resource)).all()).get(resource))
            .get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
    String type = entry == null ? "unknown" : entry.value();
    return "LogAppendTime".equals(type)
        ? Optional.empty()
        : Optional.of(
            "%s has message.timestamp.type=%s: the times are the producers', not the broker's, and need not be in order"
                .formatted(topic, type));
  }

  /// What the loaders have committed.
  public SortedMap<Integer, Long> committed() {
    SortedMap<Integer, Long> committed = new TreeMap<>();
    answer(admin.listConsumerGroupOffsets(Topics.LOADER_GROUP).partitionsToOffsetAndMetadata())
        .forEach((partition, commit) -> {
          if (commit != null && partition.topic().equals(topic)) {
            committed.put(partition.partition(), commit.offset());
          }
        });
    return committed;
  }

  /// Whether a loader is running.
  public boolean loadersRun() {
    return answer(admin.describeConsumerGroups(List.of(Topics.LOADER_GROUP)).all())
        .values()
        .stream()
        .anyMatch(group -> !group.members().isEmpty());
  }

  /// Moves the loaders' positions. Only while no loader runs.
  public void commit(Map<Integer, Long> positions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    positions.forEach((partition, position) ->
        offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(position)));
    answer(admin.alterConsumerGroupOffsets(Topics.LOADER_GROUP, offsets).all());
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka did not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for Kafka", e);
    }
  }

  @Override
  public void close() {
    consumer.close();
    admin.close();
  }
}
