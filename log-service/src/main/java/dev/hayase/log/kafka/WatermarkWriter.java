package dev.hayase.log.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.topic.Topics;
import dev.hayase.event.watermark.Watermark;
import dev.hayase.frame.kafka.AbsentTopics;
import dev.hayase.frame.kafka.TopicPlan;
import dev.hayase.log.kafka.HoldsTopic.Appended;
import dev.hayase.log.watermark.Clearances;
import dev.hayase.log.watermark.Vectors;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the watermarks of all streams: T is the broker's time of a tick, less a margin, and no
/// later than every journal is clear through.
///
/// Of several log-services that one writes that has the only partition of `hayase.holds`, as a
/// member of a group. Its epoch is kept in the group's commit, which Kafka takes from the present
/// owner only.
public final class WatermarkWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatermarkWriter.class);
  private static final TopicPartition HOLDS = new TopicPartition(Topics.HOLDS, 0);

  /// There is a record each second, and who begins reads all that is not compacted: it is, each
  /// hour.
  private static final TopicPlan HOLDS_PLAN =
      new TopicPlan(
          Topics.HOLDS,
          1,
          Map.of(
              TopicConfig.CLEANUP_POLICY_CONFIG,
              TopicConfig.CLEANUP_POLICY_COMPACT,
              TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
              "LogAppendTime",
              TopicConfig.SEGMENT_MS_CONFIG,
              Long.toString(Duration.ofHours(1).toMillis())));

  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration COMPLAIN_AFTER = Duration.ofMinutes(1);

  /// How much the clocks of brokers may differ.
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private final KafkaCluster cluster;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> waking;

  private Clearances clearances = new Clearances();
  private @Nullable Vectors vectors;
  private Instant complained = Instant.EPOCH;

  /// Starts to write, when it is this instance's turn.
  public WatermarkWriter(KafkaCluster cluster) {
    this.cluster = cluster;
    thread = Thread.ofPlatform().name("watermarks").daemon().start(this::run);
  }

  private void run() {
    while (!stopped) {
      try (Admin admin = Admin.create(ClientSettings.admin(cluster));
          HoldsTopic topic = new HoldsTopic(cluster);
          KafkaConsumer<byte[], byte[]> consumer =
              new KafkaConsumer<>(ClientSettings.watermarks(cluster))) {
        waking = consumer;
        new AbsentTopics(admin, cluster.replicationFactor())
            .create(List.of(HOLDS_PLAN, TopicPlan.watermarks()));
        consumer.subscribe(List.of(Topics.HOLDS), new Turns());
        write(consumer, topic, new StreamOffsets(admin));
      } catch (WakeupException _) {
        LOG.atDebug().log("Watermarks end");
      } catch (InterruptException _) {
        return;
      } catch (KafkaException e) {
        LOG.atWarn()
            .addKeyValue("error", e.toString())
            .log("Watermarks of streams cannot be written; it is tried again");
        vectors = null;
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(PERIOD);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(
      KafkaConsumer<byte[], byte[]> consumer, HoldsTopic topic, StreamOffsets offsets)
      throws InterruptedException {
    long due = System.nanoTime();
    while (!stopped) {
      consumer.poll(POLL).forEach(this::accept);
      if (!consumer.assignment().contains(HOLDS) || System.nanoTime() < due) {
        continue;
      }
      due = System.nanoTime() + PERIOD.toNanos();
      Vectors present = vectors == null ? begin(consumer) : vectors;
      vectors = present;
      Appended tick = topic.tick();
      // Whoever comes after the tick keeps nothing that is older.
      while (consumer.assignment().contains(HOLDS) && consumer.position(HOLDS) <= tick.offset()) {
        consumer.poll(POLL).forEach(this::accept);
      }
      if (vectors != present) {
        continue;
      }
      Instant through = clearances.through(tick.time()).minus(MARGIN);
      complain(tick.time());
      Optional<Watermark> next = present.next(through, offsets.at(through));
      if (next.isPresent()) {
        topic.watermark(next.get());
      }
    }
  }

  /// Our turn has begun: everything that was told is read, and the epoch is a new one.
  private Vectors begin(KafkaConsumer<byte[], byte[]> consumer) {
    OffsetAndMetadata commit = consumer.committed(Set.of(HOLDS)).get(HOLDS);
    long before =
        commit == null || commit.metadata().isEmpty() ? 0 : Long.parseLong(commit.metadata());
    long epoch = Math.max(before + 1, Instant.now().getEpochSecond());
    consumer.commitSync(Map.of(HOLDS, new OffsetAndMetadata(0, Long.toString(epoch))));
    LOG.atInfo().addKeyValue("epoch", epoch).log("The watermarks of streams are written here");
    return new Vectors(epoch);
  }

  private void accept(ConsumerRecord<byte[], byte[]> record) {
    clearances.accept(new String(record.key(), UTF_8), record.value());
  }

  private void complain(Instant now) {
    Map<String, Instant> behind = clearances.behind(now.minus(COMPLAIN_AFTER));
    if (!behind.isEmpty() && complained.isBefore(now.minus(COMPLAIN_AFTER))) {
      complained = now;
      LOG.atWarn()
          .addKeyValue("instances", behind)
          .log("The watermark of streams waits for the journals of log-services; start them again");
    }
  }

  /// Each turn reads from the beginning.
  private final class Turns implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      KafkaConsumer<byte[], byte[]> consumer = waking;
      if (partitions.contains(HOLDS) && consumer != null) {
        clearances = new Clearances();
        consumer.seekToBeginning(List.of(HOLDS));
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (partitions.contains(HOLDS)) {
        vectors = null;
      }
    }
  }

  @Override
  public void close() {
    stopped = true;
    KafkaConsumer<byte[], byte[]> consumer = waking;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
