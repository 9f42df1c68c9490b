package dev.hayase.loader.kafka;

import dev.hayase.event.replay.PartProgress;
import dev.hayase.event.replay.ReplayBook;
import dev.hayase.event.topic.Topics;
import dev.hayase.frame.kafka.TopicTail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The topic `hayase.replays`, read as far as it was needed so far, and written.
final class ReplayTopic implements AutoCloseable {
  private final TopicTail tail;
  private final Producer<byte[], byte[]> producer;
  private final ReplayBook book = new ReplayBook();

  ReplayTopic(Supplier<Consumer<byte[], byte[]>> connector, Producer<byte[], byte[]> producer) {
    this.tail = new TopicTail(Topics.REPLAYS, connector, this::accept);
    this.producer = producer;
  }

  private void accept(ConsumerRecord<byte[], byte[]> record) {
    synchronized (book) {
      book.accept(record.key(), record.value());
    }
  }

  /// Reads to the end that the topic has now. Throws a [org.apache.kafka.common.KafkaException]
  /// when Kafka does not answer.
  void catchUp() {
    tail.catchUp();
  }

  /// Asks what is known so far.
  <T> T ask(Function<ReplayBook, T> question) {
    synchronized (book) {
      return question.apply(book);
    }
  }

  /// Makes a stream known that is to take a partition's rows.
  CompletableFuture<Void> announce(String id, int partition, String stream) {
    return send(
        ReplayBook.key(id, partition, stream).getBytes(StandardCharsets.UTF_8),
        stream.getBytes(StandardCharsets.UTF_8));
  }

  /// Tells how far a partition is.
  CompletableFuture<Void> tell(PartProgress progress) {
    return send(progress.key(), progress.toJson());
  }

  private CompletableFuture<Void> send(byte[] key, byte[] value) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(Topics.REPLAYS, key, value),
              (_, error) -> {
                if (error == null) {
                  sent.complete(null);
                } else {
                  sent.completeExceptionally(error);
                }
              });
    } catch (RuntimeException e) {
      sent.completeExceptionally(e);
    }
    return sent;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    tail.close();
  }
}
