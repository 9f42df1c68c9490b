package dev.hayase.log.watermark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.topic.Topics;
import dev.hayase.event.watermark.Completeness;
import dev.hayase.event.watermark.Watermark;
import dev.hayase.local.SharedBroker;
import dev.hayase.log.scene.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Through when a stream is complete, as whoever reads `hayase.watermarks` finds it. The broker is
/// on this machine: its clock is ours.
class WatermarksTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// Records of several rounds of whoever writes the watermarks.
  private static final int TICKS = 12;

  private static final String VANISHED = "an instance that vanished";

  @TempDir private Path folder;

  @Test
  void aStreamIsCompleteThroughTimeWhoeverWroteToItAndHeldWhileAJournalIsNotClear()
      throws Exception {
    try (Scene scene = new Scene(folder);
        Watching watching = new Watching()) {
      String stream = scene.stream("watched", "{partitions: 1}");
      scene.limits("spill: {folder: \"%s\", size: 1MiB}".formatted(folder.resolve("spill")));
      scene.start();
      String topic = Topics.stream(stream);

      // Given: one from us, one from somebody else
      scene.post("/v1/events/" + stream, "application/json", "{}");
      watching.produce(topic, null, "{}".getBytes(UTF_8));
      Instant written = Instant.now();

      // Then: who has both is complete, and who lacks one is not
      await().atMost(LIMIT).until(() -> watching.through(topic, 2).isAfter(written));
      assertThat(watching.through(topic, 1)).isBefore(written);

      // When: an instance was clear, and then vanished
      Instant clear = Instant.now();
      long told = watching.produce(Topics.HOLDS, VANISHED, Clearances.value(Optional.of(clear)));
      Instant held = Instant.now();
      await().atMost(LIMIT).until(() -> watching.end(Topics.HOLDS) > told + TICKS);

      // Then: time stands still until it has gone for good
      assertThat(watching.through(topic, 2)).isBefore(clear);
      watching.produce(Topics.HOLDS, VANISHED, null);
      await().atMost(LIMIT).until(() -> watching.through(topic, 2).isAfter(held));
      assertThat(folder.resolve("spill/held")).exists();
    }
    assertThat(Files.exists(folder.resolve("spill/held"))).isFalse();
  }

  @Test
  void whenItsWriterDiesAnotherLogServiceWritesTheWatermarkUnderAHigherEpoch() throws Exception {
    Path one = Files.createDirectories(folder.resolve("one"));
    Path two = Files.createDirectories(folder.resolve("two"));
    try (Scene first = new Scene(one);
        Scene second = new Scene(two);
        Watching watching = new Watching()) {
      // Given: both are members of the group, and either of them writes
      String stream = first.stream("handed", "{partitions: 1}");
      second.stream("other", "{partitions: 1}");
      first.startProcess();
      await().atMost(LIMIT).until(() -> turns(one).size() == 1);
      second.startProcess();
      await().atMost(LIMIT).until(() -> turns(one).size() + turns(two).size() >= 2);
      long epoch = Math.max(last(turns(one)), last(turns(two)));

      // When
      (last(turns(one)) == epoch ? first : second).kill();
      Instant died = Instant.now();

      // Then
      await().atMost(LIMIT).until(() -> watching.through(Topics.stream(stream), 0).isAfter(died));
      assertThat(watching.epoch()).isGreaterThan(epoch);
    }
  }

  /// The epochs that a log-service began, by its log.
  private static List<Long> turns(Path folder) throws IOException {
    return Pattern.compile("written here epoch=\"(\\d+)\"")
        .matcher(Files.readString(folder.resolve("log-service.log")))
        .results()
        .map(turn -> Long.valueOf(turn.group(1)))
        .toList();
  }

  private static long last(List<Long> epochs) {
    return epochs.isEmpty() ? 0 : epochs.getLast();
  }

  /// Reads watermarks as everybody does.
  private static final class Watching implements AutoCloseable {
    private static final TopicPartition WATERMARKS = new TopicPartition(Topics.WATERMARKS, 0);

    private final Completeness completeness = new Completeness();
    private long epoch;
    private final KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                SharedBroker.bootstrapServers(),
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    private final KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", SharedBroker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    Watching() {
      consumer.assign(List.of(WATERMARKS));
    }

    /// Where it stands.
    long produce(String topic, @Nullable String key, byte @Nullable [] value) throws Exception {
      return producer
          .send(new ProducerRecord<>(topic, 0, key == null ? null : key.getBytes(UTF_8), value))
          .get()
          .offset();
    }

    long end(String topic) {
      TopicPartition partition = new TopicPartition(topic, 0);
      return consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    /// Through when somebody is complete who has so many records of the topic's only partition.
    Instant through(String topic, long position) {
      consumer
          .poll(Duration.ofMillis(100))
          .forEach(record -> {
            Watermark watermark = Watermark.fromJson(record.value());
            epoch = watermark.epoch();
            completeness.accept(watermark);
          });
      return completeness.through(topic, Map.of(0, position)).orElse(Instant.MIN);
    }

    /// That of the watermark that was read last.
    long epoch() {
      return epoch;
    }

    @Override
    public void close() {
      consumer.close();
      producer.close();
    }
  }
}
