package dev.hayase.cli.topics;

import dev.hayase.engine.plan.StageNames;
import dev.hayase.pipeline.AggregationSettings;
import dev.hayase.pipeline.AggregationSettings.Join;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// How much of its sources a build has read, and how long the rest takes at that pace.
public final class BuildProgress implements AutoCloseable {
  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Set<String> sources = new HashSet<>();
  private final String group;
  private final long begun = System.nanoTime();
  private Optional<Long> first = Optional.empty();

  public BuildProgress(
      KafkaCluster cluster, AggregationSettings settings, String aggregation, int generation) {
    this.admin = Admin.create(cluster.clientProperties());
    this.consumer = TopicReader.consumer(cluster);
    this.group = StageNames.application(aggregation, generation);
    sources.add(settings.from());
    settings.joins().stream().map(Join::topic).forEach(sources::add);
  }

  /// One line for people.
  public String look() throws InterruptedException {
    Map<TopicPartition, Long> ends = new HashMap<>();
    Map<TopicPartition, Long> beginnings = new HashMap<>();
    for (String topic : sources) {
      Set<TopicPartition> partitions = new HashSet<>();
      consumer
          .partitionsFor(topic)
          .forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
      ends.putAll(consumer.endOffsets(partitions));
      beginnings.putAll(consumer.beginningOffsets(partitions));
    }
    Map<TopicPartition, Long> committed = committed();
    long all = 0;
    long read = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      long beginning = beginnings.getOrDefault(end.getKey(), 0L);
      all += end.getValue() - beginning;
      read += Math.max(0, committed.getOrDefault(end.getKey(), beginning) - beginning);
    }
    return "%,d of %,d records read%s".formatted(read, all, rest(read, all));
  }

  private String rest(long read, long all) {
    long before = first.orElse(read);
    first = Optional.of(before);
    double seconds = (System.nanoTime() - begun) / 1e9;
    double pace = (read - before) / seconds;
    if (read >= all) {
      return "; waiting for its time";
    }
    return pace <= 0
        ? ""
        : String.format(
            Locale.ROOT,
            ", about %s to go",
            Duration.ofSeconds((long) ((all - read) / pace))
                .toString()
                .substring(2)
                .toLowerCase(Locale.ROOT));
  }

  private Map<TopicPartition, Long> committed() throws InterruptedException {
    Map<TopicPartition, Long> committed = new HashMap<>();
    try {
      admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach((partition, offset) -> {
            if (offset != null) {
              committed.put(partition, offset.offset());
            }
          });
    } catch (ExecutionException e) {
      throw new KafkaException("Kafka does not say how far the build is", e.getCause());
    }
    return committed;
  }

  @Override
  public void close() {
    consumer.close();
    admin.close();
  }
}
