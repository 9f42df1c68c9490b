package dev.hayase.log.kafka;

import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.KafkaCluster;
import dev.hayase.pipeline.Pipeline;
import dev.hayase.pipeline.StreamSettings;
import dev.hayase.pipeline.StreamSettings.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
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
  private static final long LIMIT_SECONDS = 15;
  private static final int ENOUGH_BROKERS = 3;
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
      Set<String> present = answer(admin.listTopics().names());
      short replication = replication(admin);
      List<NewTopic> absent = new ArrayList<>();
      for (String stream : streams) {
        for (NewTopic topic : topics(stream, replication)) {
          if (!present.contains(topic.name())) {
            absent.add(topic);
          }
        }
      }
      create(admin, absent);
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

  private List<NewTopic> topics(String stream, short replication) {
    Topic topic = pipeline.stream(stream).map(StreamSettings::topic).orElse(Topic.DEFAULT);
    long retention = topic.retention().toMillis();
    return List.of(
        topic(
            Topics.stream(stream),
            topic.partitions().orElse(pipeline.kafka().partitions()),
            replication,
            retention),
        topic(Topics.quarantine(stream), 1, replication, QUARANTINE_FACTOR * retention));
  }

  private static NewTopic topic(String name, int partitions, short replication, long retention) {
    Map<String, String> settings = new HashMap<>();
    settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    settings.put(
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(ClientSettings.LARGEST_RECORD));
    settings.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention));
    if (replication >= ENOUGH_BROKERS) {
      settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
    }
    return new NewTopic(name, partitions, replication).configs(settings);
  }

  private short replication(Admin admin) {
    KafkaCluster cluster = pipeline.kafka();
    if (cluster.replicationFactor().isPresent()) {
      return (short) cluster.replicationFactor().getAsInt();
    }
    int brokers = answer(admin.describeCluster().nodes()).size();
    return (short) (brokers >= ENOUGH_BROKERS ? ENOUGH_BROKERS : 1);
  }

  private static void create(Admin admin, List<NewTopic> absent) {
    admin
        .createTopics(absent)
        .values()
        .forEach((name, creation) -> {
          try {
            answer(creation);
            LOG.atInfo().addKeyValue("topic", name).log("A topic was created");
          } catch (TopicExistsException _) {
            LOG.atDebug().addKeyValue("topic", name).log("A topic was created by another");
          }
        });
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException kafka
          ? kafka
          : new KafkaException("Kafka did not answer", e);
    } catch (TimeoutException e) {
      throw new KafkaException("Kafka did not answer within " + LIMIT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted", e);
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
