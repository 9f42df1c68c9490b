package dev.hayase.loader.kafka;

import dev.hayase.event.replay.PartProgress;
import dev.hayase.event.replay.ReplayBook;
import dev.hayase.event.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// The topic `hayase.replays`, read as far as it was needed so far, and written.
final class ReplayTopic implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Supplier<Consumer<byte[], byte[]>> connector;
  private final Producer<byte[], byte[]> producer;
  private final ReplayBook book = new ReplayBook();
  private @Nullable Consumer<byte[], byte[]> consumer;
  private List<TopicPartition> partitions = List.of();

  ReplayTopic(Supplier<Consumer<byte[], byte[]>> connector, Producer<byte[], byte[]> producer) {
    this.connector = connector;
    this.producer = producer;
  }

  /// Reads to the end that the topic has now. Throws a [org.apache.kafka.common.KafkaException]
  /// when Kafka does not answer.
  synchronized void catchUp() {
    Consumer<byte[], byte[]> reader = consumer == null ? connector.get() : consumer;
    consumer = reader;
    if (partitions.isEmpty()) {
      // Nobody has ordered anything before the topic is there.
      List<PartitionInfo> found = reader.partitionsFor(Topics.REPLAYS, LIMIT);
      if (found == null || found.isEmpty()) {
        return;
      }
      partitions = found.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
    }
    Map<TopicPartition, Long> ends = reader.endOffsets(partitions, LIMIT);
    while (ends.entrySet().stream()
        .anyMatch(e -> reader.position(e.getKey(), LIMIT) < e.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        book.accept(record.key(), record.value());
      }
    }
  }

  /// Asks what is known so far.
  synchronized <T> T ask(Function<ReplayBook, T> question) {
    return question.apply(book);
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
  public synchronized void close() {
    producer.close(Duration.ofSeconds(1));
    if (consumer != null) {
      consumer.close();
    }
  }
}
