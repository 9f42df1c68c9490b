package dev.hayase.benchmarks.cdc;

import dev.hayase.event.wire.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The topic of a table, as those see it who read what is committed.
final class TableTopic implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(5);

  private final List<TopicPartition> partitions;
  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /// Makes the topic, unless it is there.
  TableTopic(String bootstrapServers, String name) throws InterruptedException {
    this.partitions =
        IntStream.range(0, CdcBenchmark.PARTITIONS)
            .mapToObj(p -> new TopicPartition(name, p))
            .toList();
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", bootstrapServers,
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    try {
      admin
          .createTopics(
              List.of(
                  new NewTopic(name, partitions.size(), (short) 1)
                      .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException("Kafka makes no topic " + name, e);
      }
    }
    consumer.assign(partitions);
  }

  /// Where committed records end, over all partitions.
  long end() {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(p -> asked.put(p, OffsetSpec.latest()));
    try {
      return admin
          .listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
          .all()
          .get()
          .values()
          .stream()
          .mapToLong(o -> o.offset())
          .sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka does not say where a topic ends", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// What comes from now on is not read.
  void skip() {
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /// Hands over the keys of the rows that have come.
  void poll(LongConsumer ids) {
    consumer
        .poll(POLL)
        .forEach(record -> {
          if (isRow(record)) {
            ids.accept(
                Json.readForeign(record.value(), "A change", d -> d)
                    .path("after")
                    .path("id")
                    .asLong());
          }
        });
  }

  /// How many rows the topic has.
  long rows() {
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long rows = 0;
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        rows += isRow(record) ? 1 : 0;
      }
    }
    return rows;
  }

  /// Control records of ours have no key.
  private static boolean isRow(ConsumerRecord<byte[], byte[]> record) {
    return record.key() != null && record.value() != null;
  }

  @Override
  public void close() {
    consumer.close();
    admin.close();
  }
}
