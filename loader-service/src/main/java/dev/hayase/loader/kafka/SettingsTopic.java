package dev.hayase.loader.kafka;

import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.event.wire.WireVersion.UnknownWireVersionException;
import dev.hayase.loader.flow.Steering;
import dev.hayase.pipeline.knob.TableKnobs;
import dev.hayase.pipeline.knob.TableKnobs.Complaint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Follows the topic `hayase.settings`, by a consumer and a thread of its own, and tells the
/// [Steering] which knobs are turned. Every loader follows all of it: a table may become its own at
/// any time.
final class SettingsTopic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsTopic.class);
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofSeconds(30);
  private static final long AGAIN_SECONDS = 2;

  private final Connector connector;
  private final Steering steering;
  private final CountDownLatch read = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Consumer<byte[], byte[]> consumer;
  private Set<String> turned = new HashSet<>();
  private boolean told;

  /// Makes the consumer.
  interface Connector {
    Consumer<byte[], byte[]> connect();
  }

  SettingsTopic(Connector connector, Steering steering) {
    this.connector = connector;
    this.steering = steering;
    this.thread = Thread.ofVirtual().name("settings").unstarted(this::follow);
  }

  /// Begins, and waits for a while until what is turned now is known, so that a table that is
  /// paused stays so when its loader starts.
  void start() throws InterruptedException {
    thread.start();
    if (!read.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      LOG.atWarn()
          .addKeyValue("topic", Topics.SETTINGS)
          .log("It is not known yet which knobs are turned; tables load as the pipeline says");
    }
  }

  private void follow() {
    try {
      boolean open = true;
      while (open) {
        try (Consumer<byte[], byte[]> reader = connector.connect()) {
          consumer = reader;
          followBy(reader);
        } catch (WakeupException | InterruptException e) {
          LOG.atDebug().log("The settings are not followed any more");
        } catch (KafkaException e) {
          tell(e);
        }
        open = !closed.await(AGAIN_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(KafkaException e) {
    LOG.atLevel(told ? Level.DEBUG : Level.WARN)
        .addKeyValue("topic", Topics.SETTINGS)
        .addKeyValue("error", e.getMessage())
        .log("The settings cannot be read; the knobs stay as they are");
    told = true;
  }

  /// Waits for the topic: before it is there nobody has turned anything.
  ///
  /// @return none when this is closed first
  private List<TopicPartition> awaitPartitions(Consumer<byte[], byte[]> reader)
      throws InterruptedException {
    List<TopicPartition> found = partitions(reader);
    while (found.isEmpty()) {
      read.countDown();
      if (closed.await(AGAIN_SECONDS, TimeUnit.SECONDS)) {
        return List.of();
      }
      found = partitions(reader);
    }
    return found;
  }

  private static List<TopicPartition> partitions(Consumer<byte[], byte[]> reader) {
    return reader.partitionsFor(Topics.SETTINGS, LIMIT).stream()
        .map(p -> new TopicPartition(p.topic(), p.partition()))
        .toList();
  }

  private void followBy(Consumer<byte[], byte[]> reader) throws InterruptedException {
    List<TopicPartition> partitions = awaitPartitions(reader);
    if (partitions.isEmpty()) {
      return;
    }
    reader.assign(partitions);
    reader.seekToBeginning(partitions);
    Set<String> seen = new HashSet<>();
    Map<TopicPartition, Long> ends = reader.endOffsets(partitions, LIMIT);
    while (ends.entrySet().stream()
        .anyMatch(e -> reader.position(e.getKey(), LIMIT) < e.getValue())) {
      take(reader, Duration.ofMillis(100), seen);
    }
    // What was turned back while we did not look may have left no trace.
    turned.stream().filter(topic -> !seen.contains(topic)).forEach(this::turnBack);
    turned = seen;
    told = false;
    read.countDown();
    while (closed.getCount() > 0) {
      take(reader, POLL, turned);
    }
  }

  private void take(Consumer<byte[], byte[]> reader, Duration wait, Set<String> seen) {
    for (ConsumerRecord<byte[], byte[]> record : reader.poll(wait)) {
      if (record.key() != null) {
        String topic = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
          seen.remove(topic);
          turnBack(topic);
        } else {
          seen.add(topic);
          turn(topic, record.value());
        }
      }
    }
  }

  private void turnBack(String topic) {
    steering.turn(topic, TableKnobs.NONE);
    LOG.atInfo().addKeyValue("topic", topic).log("All knobs of the table were turned back");
  }

  private void turn(String topic, byte[] value) {
    try {
      TableKnobs knobs = TableKnobs.fromJson(value);
      steering.turn(topic, knobs);
      LOG.atInfo()
          .addKeyValue("topic", topic)
          .addKeyValue("knobs", knobs.turned())
          .log("Knobs of the table were turned");
      for (Complaint complaint : knobs.complaints()) {
        LOG.atWarn()
            .addKeyValue("topic", topic)
            .addKeyValue("knob", complaint.sentence())
            .addKeyValue("remedy", complaint.remedy())
            .log("A knob cannot be turned so and is ignored");
      }
    } catch (MalformedRecordException | UnknownWireVersionException e) {
      String reason = String.valueOf(e.getMessage());
      steering.complain(topic, reason);
      LOG.atWarn()
          .addKeyValue("topic", topic)
          .addKeyValue("error", reason)
          .log("The table's settings cannot be read; its knobs stay as they are");
    }
  }

  @Override
  public void close() {
    closed.countDown();
    Consumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
  }
}
