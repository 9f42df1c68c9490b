package dev.hayase.cli.topics;

import dev.hayase.event.replay.ReplayBook;
import dev.hayase.event.replay.ReplayOrder;
import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.KafkaCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The topic `hayase.replays`: orders go in, and how far they are comes out.
public final class ReplayTopic {
  private static final int BROKERS_FOR_REPLICAS = 3;

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
    create();
    Map<String, Object> settings = new HashMap<>(cluster.clientProperties());
    settings.put("acks", "all");
    settings.put("enable.idempotence", "true");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.REPLAYS, order.key(), order.toJson())).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka did not take the order: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "Interrupted; whether the order was taken, 'hayase replay list' tells", e);
    }
  }

  private void create() {
    try (Admin admin = Admin.create(cluster.clientProperties())) {
      boolean replicas = admin.describeCluster().nodes().get().size() >= BROKERS_FOR_REPLICAS;
      NewTopic topic =
          new NewTopic(Topics.REPLAYS, 1, (short) (replicas ? BROKERS_FOR_REPLICAS : 1))
              .configs(
                  Map.of(
                      TopicConfig.CLEANUP_POLICY_CONFIG,
                      TopicConfig.CLEANUP_POLICY_COMPACT,
                      TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                      replicas ? "2" : "1"));
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(
            "The topic " + Topics.REPLAYS + " could not be made: " + e.getMessage(), e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted before the order was given", e);
    }
  }
}
