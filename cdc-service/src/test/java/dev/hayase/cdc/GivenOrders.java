package dev.hayase.cdc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.order.CaptureOrder;
import dev.hayase.event.topic.Topics;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/// Orders for a source's capture in its topic, and the answers to them.
final class GivenOrders {
  private final String source;
  private final String bootstrapServers;

  GivenOrders(String source, String bootstrapServers) {
    this.source = source;
    this.bootstrapServers = bootstrapServers;
  }

  /// @param captures in this process, which nobody else tells of it
  String give(CaptureOrder order, Collection<SourceCapture> captures) {
    String id = UUID.randomUUID().toString();
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      long offset =
          producer
              .send(
                  new ProducerRecord<>(
                      Topics.source(source), 0, id.getBytes(UTF_8), order.toJson(Instant.now())))
              .get()
              .offset();
      captures.forEach(capture -> capture.ordered(offset));
      return id;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Waits for the order's answer: empty, or why it was refused.
  String answer(String id) {
    try (TopicContent topic = new TopicContent(bootstrapServers, Topics.source(source))) {
      return Awaitility.await()
          .atMost(School.PATIENCE)
          .until(() -> answer(topic, id), Optional::isPresent)
          .orElseThrow();
    }
  }

  private static Optional<String> answer(TopicContent topic, String id) {
    return topic.records().stream()
        .filter(r -> r.value() == null && id.equals(new String(r.key(), UTF_8)))
        .map(GivenOrders::refusal)
        .findFirst();
  }

  private static String refusal(ConsumerRecord<byte[], byte[]> deletion) {
    Header refusal = deletion.headers().lastHeader(CaptureOrder.REFUSAL);
    return refusal == null ? "" : new String(refusal.value(), UTF_8);
  }
}
