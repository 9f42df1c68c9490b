package dev.hayase.loader.scene;

import dev.hayase.event.letter.LetterFilter;
import dev.hayase.event.replay.OffsetRange;
import dev.hayase.event.replay.PartProgress;
import dev.hayase.event.replay.ReplayBook;
import dev.hayase.event.replay.ReplayOrder;
import dev.hayase.event.replay.ReplayOrder.Letters;
import dev.hayase.event.topic.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Orders to load again, as the command line does.
public final class ReplayDesk {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Scene scene;

  public ReplayDesk(Scene scene) {
    this.scene = scene;
    scene.createTopic(Topics.REPLAYS, 1, Map.of("cleanup.policy", "compact"));
  }

  /// Everything that the topic has now.
  public ReplayOrder everything(String topic, long bytesPerSecond) {
    return order(topic, ranges(topic), bytesPerSecond, Optional.empty());
  }

  /// All dead letters of the topic.
  public ReplayOrder redrive(String topic, String where) {
    long end =
        scene.ends(Topics.deadLetters(topic)).values().stream()
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    return order(
        topic, ranges(topic), 10_000_000, Optional.of(new Letters(end, LetterFilter.parse(where))));
  }

  private SortedMap<Integer, OffsetRange> ranges(String topic) {
    SortedMap<Integer, OffsetRange> ranges = new TreeMap<>();
    for (Map.Entry<TopicPartition, Long> end : scene.ends(topic).entrySet()) {
      ranges.put(end.getKey().partition(), new OffsetRange(0, end.getValue()));
    }
    return ranges;
  }

  private ReplayOrder order(
      String topic,
      SortedMap<Integer, OffsetRange> ranges,
      long bytesPerSecond,
      Optional<Letters> letters) {
    ReplayOrder order =
        new ReplayOrder(
            "test" + ProcessHandle.current().pid() + "n" + NUMBER.incrementAndGet(),
            topic,
            ranges,
            bytesPerSecond,
            letters,
            new TreeMap<>(),
            Instant.now(),
            Optional.empty());
    write(order);
    return order;
  }

  public void cancel(ReplayOrder order) {
    write(order.cancelled(Instant.now()));
  }

  private void write(ReplayOrder order) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", scene.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      var _ = producer.send(new ProducerRecord<>(Topics.REPLAYS, order.key(), order.toJson()));
      producer.flush();
    }
  }

  /// What the topic says.
  public ReplayBook book() {
    ReplayBook book = new ReplayBook();
    scene.records(Topics.REPLAYS).forEach(record -> book.accept(record.key(), record.value()));
    return book;
  }

  /// Whether nothing is left to do.
  public boolean isOver(ReplayOrder order) {
    return !book().isOpen(order);
  }

  /// Partitions together.
  public Totals totals(ReplayOrder order) {
    ReplayBook book = book();
    long written = 0;
    long skipped = 0;
    long parked = 0;
    for (int partition : order.ranges().keySet()) {
      Optional<PartProgress> progress = book.progress(order.id(), partition);
      written += progress.map(PartProgress::written).orElse(0L);
      skipped += progress.map(PartProgress::skipped).orElse(0L);
      parked += progress.map(PartProgress::parked).orElse(0L);
    }
    return new Totals(written, skipped, parked);
  }

  /// What became of an order's records.
  public record Totals(long written, long skipped, long parked) {}
}
