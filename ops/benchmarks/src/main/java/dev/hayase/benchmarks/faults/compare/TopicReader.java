package dev.hayase.benchmarks.faults.compare;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads committed records of a partition from its beginning to its end.
public final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;

  public TopicReader(String bootstrapServers) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "none",
                "enable.auto.commit",
                "false",
                "max.poll.records",
                "2000"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  public void read(String topic, int partition, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    TopicPartition only = new TopicPartition(topic, partition);
    consumer.assign(List.of(only));
    consumer.seekToBeginning(List.of(only));
    long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
    while (consumer.position(only) < end) {
      consumer.poll(POLL).forEach(each);
    }
  }

  /// How many partitions the topic has; none if there is no such topic.
  public int partitions(String topic) {
    return consumer.listTopics().getOrDefault(topic, List.of()).size();
  }

  public static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  public static SequenceNumber sequence(ConsumerRecord<byte[], byte[]> record) {
    String text = header(record, Headers.SEQUENCE);
    if (text == null) {
      throw new IllegalStateException("a record of the workload has no number: " + record);
    }
    return SequenceNumber.parse(text);
  }

  public static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
