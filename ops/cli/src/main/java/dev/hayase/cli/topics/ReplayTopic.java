package dev.hayase.cli.topics;

import dev.hayase.event.replay.ReplayBook;
import dev.hayase.event.replay.ReplayOrder;
import dev.hayase.event.topic.Topics;
import dev.hayase.frame.kafka.EveryClient;
import dev.hayase.pipeline.KafkaCluster;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The topic `hayase.replays`: orders go in, and how far they are comes out.
public final class ReplayTopic {

  private final KafkaCluster cluster;

  public ReplayTopic(KafkaCluster cluster) {
    this.cluster = cluster;
  }

  /// What it says now.
  public ReplayBook read() {
    ReplayBook book = new ReplayBook();
    TopicReader.each(cluster, Topics.REPLAYS, record -> book.accept(record.key(), record.value()));
    return book;
  }

  /// Gives an order, or another word on it. When this returns, the brokers have it.
  public void write(ReplayOrder order) {
    CompactedTopic.ensure(cluster, Topics.REPLAYS);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(EveryClient.writer(cluster))) {
      producer.send(new ProducerRecord<>(Topics.REPLAYS, order.key(), order.toJson())).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka did not take the order: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "Interrupted; whether the order was taken, 'hayase replay list' tells", e);
    }
  }
}
