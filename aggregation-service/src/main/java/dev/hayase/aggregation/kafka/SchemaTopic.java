package dev.hayase.aggregation.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.frame.kafka.Answers;
import dev.hayase.frame.kafka.EveryClient;
import dev.hayase.frame.kafka.PublishedSchemas;
import dev.hayase.pipeline.KafkaCluster;
import dev.hayase.records.format.Schemas;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The topic `hayase.schemas`: what aggregations read, and what they tell is described by.
///
/// Thread-safe.
public final class SchemaTopic implements Schemas, AutoCloseable {
  private final KafkaCluster cluster;
  private final PublishedSchemas published;

  public SchemaTopic(KafkaCluster cluster) {
    this.cluster = cluster;
    this.published = new PublishedSchemas(() -> new KafkaConsumer<>(EveryClient.reader(cluster)));
  }

  /// Throws a [org.apache.kafka.common.KafkaException] when the topic cannot be read.
  @Override
  public Optional<TableSchema> find(String fingerprint) {
    return published.find(fingerprint);
  }

  /// Makes a schema known; returns when no reader can miss it any more.
  public void publish(TableSchema schema) {
    String fingerprint = schema.fingerprint().hex();
    if (find(fingerprint).isPresent()) {
      return;
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(ClientSettings.producer(cluster))) {
      var _ =
          Answers.of(
              producer.send(
                  new ProducerRecord<>(
                      Topics.SCHEMAS, fingerprint.getBytes(UTF_8), schema.toJson())));
    }
  }

  @Override
  public void close() {
    published.close();
  }
}
