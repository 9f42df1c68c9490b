package dev.hayase.cli.topics;

import dev.hayase.cli.standing.BuildOrder;
import dev.hayase.engine.plan.StageNames;
import dev.hayase.event.aggregation.AggregationBook;
import dev.hayase.event.aggregation.Rebuild;
import dev.hayase.pipeline.AggregationSettings;
import dev.hayase.pipeline.AggregationSettings.Join;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// How much of its sources a build has read.
public final class BuildProgress implements AutoCloseable {
  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Set<String> sources = new HashSet<>();
  private final String group;
  private final String aggregation;

  public BuildProgress(
      KafkaCluster cluster, AggregationSettings settings, String aggregation, int generation) {
    this.admin = Admin.create(cluster.clientProperties());
    this.consumer = TopicReader.consumer(cluster);
    this.aggregation = aggregation;
    this.group = StageNames.application(aggregation, generation);
    sources.add(settings.from());
    settings.joins().stream().map(Join::topic).forEach(sources::add);
  }

  /// How many records of its sources it has read.
  public BuildOrder look(Rebuild order, AggregationBook book) throws InterruptedException {
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
    return new BuildOrder(
        order.generation(),
        order.ordered(),
        begun(order.generation(), book),
        read,
        all,
        book.live(aggregation).filter(b -> b.generation() == order.generation()).isPresent());
  }

  /// A build's epoch is the second in which it began, by the clock of the service.
  private Optional<Instant> begun(int generation, AggregationBook book) {
    return book.building(aggregation)
        .filter(build -> build.generation() == generation)
        .map(build -> Instant.ofEpochSecond(build.epoch()));
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
