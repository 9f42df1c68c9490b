package dev.hayase.cli.topics;

import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.KafkaCluster;
import dev.hayase.pipeline.knob.TableKnobs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// The topic `hayase.settings`: which knobs are turned at which table.
public final class Settings {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long ANSWER_SECONDS = 10;
  private static final int BROKERS_FOR_REPLICAS = 3;

  private final KafkaCluster cluster;

  public Settings(KafkaCluster cluster) {
    this.cluster = cluster;
  }

  /// What is turned at the table of a topic.
  public TableKnobs of(String topic) {
    ensureTopic();
    TableKnobs knobs = TableKnobs.NONE;
    Map<String, Object> properties = new HashMap<>(cluster.clientProperties());
    properties.put("enable.auto.commit", false);
    properties.put("auto.offset.reset", "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.SETTINGS).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.key() != null
              && new String(record.key(), StandardCharsets.UTF_8).equals(topic)) {
            knobs = record.value() == null ? TableKnobs.NONE : TableKnobs.fromJson(record.value());
          }
        }
      }
    }
    return knobs;
  }

  /// From now on this is turned at the table of a topic, and nothing else. Returns when all
  /// replicas of the topic have it.
  public void turn(String topic, TableKnobs knobs) {
    Map<String, Object> properties = new HashMap<>(cluster.clientProperties());
    properties.put("acks", "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      byte @Nullable [] value = knobs.isEmpty() ? null : knobs.toJson();
      var sent =
          producer.send(
              new ProducerRecord<>(Topics.SETTINGS, topic.getBytes(StandardCharsets.UTF_8), value));
      sent.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Kafka did not take the settings: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the settings were written", e);
    }
  }

  /// Whether Kafka has the topic.
  public boolean exists(String topic) {
    try (Admin admin = Admin.create(cluster.clientProperties())) {
      return admin.listTopics().names().get(ANSWER_SECONDS, TimeUnit.SECONDS).contains(topic);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Kafka does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while Kafka was asked", e);
    }
  }

  private void ensureTopic() {
    try (Admin admin = Admin.create(cluster.clientProperties())) {
      boolean replicas =
          admin.describeCluster().nodes().get(ANSWER_SECONDS, TimeUnit.SECONDS).size()
              >= BROKERS_FOR_REPLICAS;
      NewTopic wanted =
          new NewTopic(Topics.SETTINGS, 1, (short) (replicas ? BROKERS_FOR_REPLICAS : 1))
              .configs(
                  Map.of(
                      TopicConfig.CLEANUP_POLICY_CONFIG,
                      TopicConfig.CLEANUP_POLICY_COMPACT,
                      TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                      replicas ? "2" : "1"));
      admin.createTopics(List.of(wanted)).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException(
            "The topic " + Topics.SETTINGS + " could not be made: " + e.getMessage(), e);
      }
    } catch (TimeoutException e) {
      throw new IllegalStateException("Kafka does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while Kafka was asked", e);
    }
  }
}
