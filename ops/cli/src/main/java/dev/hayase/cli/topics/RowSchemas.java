package dev.hayase.cli.topics;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.engine.plan.SourceSchema;
import dev.hayase.engine.plan.SourceSchemas;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Headers;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.StreamSettings;
import dev.hayase.pipeline.StreamSettings.Language;
import dev.hayase.pipeline.StreamSettings.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/// What the rows of topics look like now: of streams by their files, of tables by the newest
/// record.
public final class RowSchemas implements SourceSchemas, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);

  /// Behind the last row there are control records and markers of transactions, but not many.
  private static final long LOOKED_AT = 1_000;

  private final Pipeline pipeline;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, TableSchema> published = new HashMap<>();

  /// Reads the schemas that there are.
  public RowSchemas(Pipeline pipeline) {
    this.pipeline = pipeline;
    this.consumer = TopicReader.consumer(pipeline.kafka());
    TopicReader.each(
        consumer,
        Topics.SCHEMAS,
        record -> {
          if (record.value() != null) {
            published.put(new String(record.key(), US_ASCII), TableSchema.fromJson(record.value()));
          }
        });
  }

  @Override
  public Optional<SourceSchema> find(String topic) {
    Optional<String> stream = Topics.streamOf(topic);
    return stream.isPresent()
        ? Optional.of(SourceSchema.events(declared(stream.get())))
        : newest(topic)
            .flatMap(name -> Optional.ofNullable(published.get(name)))
            .map(SourceSchema::changes);
  }

  private Optional<TableSchema> declared(String stream) {
    return pipeline.stream(stream)
        .flatMap(StreamSettings::schema)
        .filter(schema -> schema.language() == Language.BIGQUERY)
        .map(RowSchemas::read);
  }

  private static TableSchema read(Schema schema) {
    try {
      return TableSchema.declared(Files.readAllBytes(schema.file()), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException("The schema " + schema.file() + " cannot be read", e);
    }
  }

  private Optional<String> newest(String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    return partitions == null
        ? Optional.empty()
        : partitions.stream()
            .flatMap(each -> last(new TopicPartition(topic, each.partition())).stream())
            .max(Comparator.comparingLong(ConsumerRecord::timestamp))
            .flatMap(RowSchemas::schema);
  }

  private Optional<ConsumerRecord<byte[], byte[]>> last(TopicPartition partition) {
    List<TopicPartition> one = List.of(partition);
    consumer.assign(one);
    long end = consumer.endOffsets(one).getOrDefault(partition, 0L);
    long first = consumer.beginningOffsets(one).getOrDefault(partition, 0L);
    for (long window = LOOKED_AT; ; window *= 10) {
      long from = Math.max(first, end - window);
      consumer.seek(partition, from);
      Optional<ConsumerRecord<byte[], byte[]>> last = Optional.empty();
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
          last = schema(record).isPresent() ? Optional.of(record) : last;
        }
      }
      if (last.isPresent() || from == first) {
        return last;
      }
    }
  }

  private static Optional<String> schema(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(Headers.SCHEMA);
    return header == null ? Optional.empty() : Optional.of(new String(header.value(), UTF_8));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
