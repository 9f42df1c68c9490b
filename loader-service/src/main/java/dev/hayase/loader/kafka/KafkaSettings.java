package dev.hayase.loader.kafka;

import dev.hayase.event.topic.Topics;
import dev.hayase.frame.kafka.EveryClient;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/// What the loader's Kafka clients are made with.
///
/// @param cluster whose properties are passed through to every client: addresses, SASL, TLS
/// @param sources names whose topics are loaded
/// @param topics of other producers, which are loaded, too
/// @param anyStream whether the topics of all streams are loaded
public record KafkaSettings(
    KafkaCluster cluster,
    Collection<String> sources,
    Collection<String> topics,
    boolean anyStream) {
  /// New topics and partitions are found within it. Each time the cluster tells all of its topics.
  private static final String NEW_TOPICS_FOUND_MILLIS = "5000";

  /// Kafka's own default: questions that are asked amid a rebalance rather wait than fail.
  private static final Duration ANSWERS = Duration.ofMinutes(1);

  private static final String POLL_RECORDS = "5000";
  private static final String FOLLOWING_WAIT_MILLIS = "10000";
  static final int FETCH_BYTES = 16 << 20;
  private static final String SIDE_RECORDS = "500";
  private static final String SIDE_BYTES = Integer.toString(1 << 20);

  /// The topics of all tables, without the dead letters.
  Pattern pattern() {
    return TopicPattern.of(sources, topics, anyStream);
  }

  /// For the consumer of the topics. What correctness rests on stands above what the pipeline sets.
  Map<String, Object> loading() {
    Map<String, Object> all = EveryClient.reader(cluster);
    all.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
    all.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(FETCH_BYTES));
    all.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
    all.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "3000");
    all.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, NEW_TOPICS_FOUND_MILLIS);
    all.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, "hayase-loader");
    all.put(ConsumerConfig.GROUP_ID_CONFIG, Topics.LOADER_GROUP);
    all.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    all.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return all;
  }

  /// For the reader of the schemas.
  Map<String, Object> schemas() {
    return withoutGroup("hayase-loader-schemas");
  }

  /// For readers of what was loaded before.
  Map<String, Object> log() {
    return withoutGroup("hayase-loader-log");
  }

  /// For the reader of the orders to load again.
  Map<String, Object> orders() {
    return withoutGroup("hayase-loader-replays");
  }

  /// For the reader of the streams.
  Map<String, Object> streams() {
    return withoutGroup("hayase-loader-streams");
  }

  /// For a reader of what is loaded again. It reads little at once, since it is not to take the
  /// live flow's memory.
  Map<String, Object> side() {
    Map<String, Object> all = withoutGroup("hayase-loader-side");
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, SIDE_RECORDS);
    all.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, SIDE_BYTES);
    all.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, SIDE_BYTES);
    return all;
  }

  private Map<String, Object> withoutGroup(String name) {
    Map<String, Object> all = EveryClient.reader(cluster);
    all.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
    all.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
    return all;
  }

  /// For the reader of the settings, which waits for the next one.
  Map<String, Object> following() {
    Map<String, Object> all = schemas();
    all.put(ConsumerConfig.CLIENT_ID_CONFIG, "hayase-loader-settings");
    all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FOLLOWING_WAIT_MILLIS);
    return all;
  }

  /// For the writer of the dead letters.
  Map<String, Object> parking() {
    return writer("hayase-loader-parking");
  }

  /// For the writer of how far replays are.
  Map<String, Object> progress() {
    return writer("hayase-loader-progress");
  }

  /// For the writer of the streams' names.
  Map<String, Object> announcing() {
    return writer("hayase-loader-announcing");
  }

  private Map<String, Object> writer(String clientId) {
    Map<String, Object> all = EveryClient.writer(cluster);
    all.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    return all;
  }

  /// For questions.
  Map<String, Object> admin() {
    Map<String, Object> all = EveryClient.admin(cluster, ANSWERS);
    all.put("client.id", "hayase-loader-admin");
    return all;
  }
}
