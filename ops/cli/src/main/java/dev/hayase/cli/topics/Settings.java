package dev.hayase.cli.topics;

import dev.hayase.event.topic.Topics;
import dev.hayase.frame.kafka.EveryClient;
import dev.hayase.pipeline.KafkaCluster;
import dev.hayase.pipeline.knob.TableKnobs;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// The topic `hayase.settings`: which knobs are turned at which table.
public final class Settings {
  private static final long ANSWER_SECONDS = 10;

  private final KafkaCluster cluster;

  public Settings(KafkaCluster cluster) {
    this.cluster = cluster;
  }

  /// What is turned at the table of a topic.
  public TableKnobs of(String topic) {
    CompactedTopic.ensure(cluster, Topics.SETTINGS);
    AtomicReference<Optional<byte[]>> last = new AtomicReference<>(Optional.empty());
    TopicReader.each(
        cluster,
        Topics.SETTINGS,
        record -> {
          if (record.key() != null
              && new String(record.key(), StandardCharsets.UTF_8).equals(topic)) {
            last.set(Optional.ofNullable(record.value()));
          }
        });
    return last.get().map(TableKnobs::fromJson).orElse(TableKnobs.NONE);
  }

  /// From now on this is turned at the table of a topic, and nothing else. Returns when all
  /// replicas of the topic have it.
  public void turn(String topic, TableKnobs knobs) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(EveryClient.writer(cluster))) {
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
}
