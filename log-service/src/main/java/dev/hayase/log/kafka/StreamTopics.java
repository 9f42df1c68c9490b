package dev.hayase.log.kafka;

import dev.hayase.event.topic.Topics;
import dev.hayase.frame.kafka.AbsentTopics;
import dev.hayase.frame.kafka.TopicPlan;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.StreamSettings;
import dev.hayase.pipeline.StreamSettings.Topic;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The topics of streams and of their quarantines: created when they are absent, those of named
/// streams at the start, others when their first event comes. While Kafka is away it is tried again
/// and again.
///
/// Thread-safe.
public final class StreamTopics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamTopics.class);
  private static final long RETRY_SECONDS = 2;
  private static final int QUARANTINE_FACTOR = 4;

  private final Pipeline pipeline;
  private final Set<String> there = ConcurrentHashMap.newKeySet();
  private final Set<String> wanted = ConcurrentHashMap.newKeySet();
  private volatile boolean kafkaAway;
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("stream-topics").factory());

  /// @param named streams whose topics are wanted from the start
  public StreamTopics(Pipeline pipeline, Collection<String> named) {
    this.pipeline = pipeline;
    wanted.addAll(named);
    var _ = worker.scheduleWithFixedDelay(this::ensure, 0, RETRY_SECONDS, TimeUnit.SECONDS);
  }

  /// Whether the stream's topics are there. If not, they will be soon.
  boolean isThere(String stream) {
    if (there.contains(stream)) {
      return true;
    }
    if (wanted.add(stream)) {
      worker.execute(this::ensure);
    }
    return false;
  }

  /// Whether Kafka did not answer when topics were asked for last.
  boolean isKafkaAway() {
    return kafkaAway;
  }

  /// Named streams whose topics are not there yet.
  public Set<String> absent() {
    return Set.copyOf(wanted);
  }

  private void ensure() {
    List<String> streams = List.copyOf(wanted);
    if (streams.isEmpty()) {
      return;
    }
    try (Admin admin = Admin.create(ClientSettings.admin(pipeline.kafka()))) {
      new AbsentTopics(admin, pipeline.kafka().replicationFactor())
          .create(streams.stream().flatMap(stream -> topics(stream).stream()).toList());
      kafkaAway = false;
      streams.forEach(stream -> {
        there.add(stream);
        wanted.remove(stream);
      });
    } catch (KafkaException e) {
      kafkaAway = true;
      LOG.atWarn()
          .addKeyValue("error", e.getMessage())
          .log("The topics of streams cannot be created; their events are refused until they are");
    }
  }

  private List<TopicPlan> topics(String stream) {
    Topic topic = pipeline.stream(stream).map(StreamSettings::topic).orElse(Topic.DEFAULT);
    long retention = topic.retention().toMillis();
    return List.of(
        topic(
            Topics.stream(stream),
            topic.partitions().orElse(pipeline.kafka().partitions()),
            retention),
        topic(Topics.quarantine(stream), 1, QUARANTINE_FACTOR * retention));
  }

  private static TopicPlan topic(String name, int partitions, long retention) {
    return new TopicPlan(
        name,
        partitions,
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime",
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(ClientSettings.LARGEST_RECORD),
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(retention)));
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
