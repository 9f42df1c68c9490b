package dev.hayase.cli.topics;

import dev.hayase.event.aggregation.AggregationBook;
import dev.hayase.event.aggregation.AggregationBook.Entry;
import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.KafkaCluster;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// The topic `hayase.aggregations`, where an operator orders.
public final class AggregationTopic implements AutoCloseable {
  private final KafkaCluster cluster;
  private final Follower follower;
  private final AggregationBook book = new AggregationBook();

  public AggregationTopic(KafkaCluster cluster) {
    this.cluster = cluster;
    this.follower = new Follower(TopicReader.consumer(cluster), Topics.AGGREGATIONS);
  }

  /// What stands there now.
  public AggregationBook read() {
    follower.readOn(record -> book.accept(record.key(), record.value()));
    return book;
  }

  /// Writes a record; returns when Kafka has it.
  ///
  /// @param value null takes back what was there
  public void write(String aggregation, Entry entry, byte @Nullable [] value)
      throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(cluster.clientProperties());
    settings.put("acks", "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      var _ =
          producer
              .send(new ProducerRecord<>(Topics.AGGREGATIONS, 0, entry.key(aggregation), value))
              .get();
    } catch (ExecutionException e) {
      throw new KafkaException("Kafka did not take the order", e.getCause());
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}
