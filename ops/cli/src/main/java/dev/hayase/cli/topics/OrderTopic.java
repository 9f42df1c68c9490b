package dev.hayase.cli.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.order.CaptureOrder;
import dev.hayase.event.topic.Topics;
import dev.hayase.frame.kafka.EveryClient;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// The topic `hayase.sources.<source>`, where an operator orders something of the source's capture.
public final class OrderTopic implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(100);

  private final KafkaCluster cluster;
  private final String topic;
  private final Follower follower;

  public OrderTopic(KafkaCluster cluster, String source) {
    this.cluster = cluster;
    this.topic = Topics.source(source);
    this.follower = new Follower(TopicReader.consumer(cluster), topic);
  }

  /// What the capture says to an order.
  ///
  /// @param refusal why not, with the remedy; empty when it was carried out
  public record Answer(Optional<String> refusal) {}

  /// Gives an order and waits for the answer.
  ///
  /// @param patience how long to wait
  /// @return empty when nobody has answered by then; the order stands
  public Optional<Answer> give(CaptureOrder order, Duration patience) throws InterruptedException {
    CompactedTopic.ensure(cluster, topic);
    byte[] id = UUID.randomUUID().toString().getBytes(UTF_8);
    write(id, order.toJson(Instant.now()));
    Instant deadline = Instant.now().plus(patience);
    Answers answers = new Answers(id);
    while (true) {
      follower.readOn(answers::accept);
      if (answers.found != null || Instant.now().isAfter(deadline)) {
        return Optional.ofNullable(answers.found);
      }
      Thread.sleep(STEP);
    }
  }

  private void write(byte[] id, byte[] order) throws InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(EveryClient.writer(cluster))) {
      var _ = producer.send(new ProducerRecord<>(topic, 0, id, order)).get();
    } catch (ExecutionException e) {
      throw new KafkaException("Kafka did not take the order", e.getCause());
    }
  }

  /// The answer to an order is its deletion.
  private static final class Answers {
    private final byte[] id;
    private @Nullable Answer found;

    Answers(byte[] id) {
      this.id = id;
    }

    void accept(ConsumerRecord<byte[], byte[]> record) {
      if (record.value() == null && Arrays.equals(id, record.key())) {
        Header refusal = record.headers().lastHeader(CaptureOrder.REFUSAL);
        found =
            new Answer(
                Optional.ofNullable(refusal).map(header -> new String(header.value(), UTF_8)));
      }
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}
