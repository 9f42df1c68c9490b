package dev.hayase.frame.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.wire.Headers;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/// The schema that a change topic's rows have now: that of the newest record that names one.
public final class NewestSchemas {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(500);

  /// Behind the last row there are control records and markers of transactions, but not many.
  private static final long LOOKED_AT = 1_000;

  private final KafkaCluster cluster;

  public NewestSchemas(KafkaCluster cluster) {
    this.cluster = cluster;
  }

  /// The name of the schema; empty while nobody has written a row.
  public Optional<String> fingerprint(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(EveryClient.reader(cluster))) {
      List<PartitionInfo> partitions = consumer.partitionsFor(topic, LIMIT);
      return partitions == null
          ? Optional.empty()
          : partitions.stream()
              .flatMap(each -> last(consumer, new TopicPartition(topic, each.partition())).stream())
              .max(Comparator.comparingLong(ConsumerRecord::timestamp))
              .flatMap(NewestSchemas::schema);
    }
  }

  /// The last record of a partition that names a schema.
  private static Optional<ConsumerRecord<byte[], byte[]>> last(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
    List<TopicPartition> one = List.of(partition);
    consumer.assign(one);
    long end = consumer.endOffsets(one, LIMIT).getOrDefault(partition, 0L);
    long first = consumer.beginningOffsets(one, LIMIT).getOrDefault(partition, 0L);
    Optional<ConsumerRecord<byte[], byte[]>> last = Optional.empty();
    for (long window = LOOKED_AT; last.isEmpty(); window *= 10) {
      long from = Math.max(first, end - window);
      consumer.seek(partition, from);
      while (consumer.position(partition, LIMIT) < end) {
        last =
            Stream.concat(last.stream(), consumer.poll(POLL).records(partition).stream())
                .filter(record -> schema(record).isPresent())
                .reduce((_, later) -> later);
      }
      if (from == first) {
        break;
      }
    }
    return last;
  }

  private static Optional<String> schema(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(Headers.SCHEMA);
    return header == null ? Optional.empty() : Optional.of(new String(header.value(), UTF_8));
  }
}
