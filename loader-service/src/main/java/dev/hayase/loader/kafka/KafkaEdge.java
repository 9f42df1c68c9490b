package dev.hayase.loader.kafka;

import dev.hayase.event.topic.Topics;
import dev.hayase.frame.kafka.AbsentTopics;
import dev.hayase.frame.kafka.ClusterCheck;
import dev.hayase.loader.Loader;
import dev.hayase.loader.flow.Steering;
import dev.hayase.loader.metrics.LoaderMetrics;
import dev.hayase.loader.replay.ReplayStatus;
import dev.hayase.loader.store.Claims;
import dev.hayase.loader.store.GroupPositions;
import dev.hayase.loader.store.Parking;
import dev.hayase.loader.store.PartitionLog;
import dev.hayase.records.format.Schemas;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/// Everything of Kafka that the loader needs, made together because it shares settings and one
/// admin client.
public final class KafkaEdge implements AutoCloseable {
  /// About as much as one poll brings.
  public static final long POLL_BYTES = KafkaSettings.FETCH_BYTES;

  private static final long SHUTDOWN_MILLIS = 30_000;
  private static final Duration AUTHORIZATION_RETRY = Duration.ofSeconds(10);

  private final KafkaSettings settings;
  private final Admin admin;
  private final ClusterCheck check;
  private final SchemaTopic schemas;
  private final DeadLetters parking;
  private final Offsets offsets = new Offsets();
  private final InstantSource clock;
  private final ReplayTopic replayTopic;
  private final StreamTopic streamTopic;
  private final Claims claims;
  private @Nullable SideReplays replays;
  private @Nullable SettingsTopic following;
  private @Nullable Polling polling;
  private volatile @Nullable KafkaMessageListenerContainer<byte[], byte[]> fed;

  public KafkaEdge(KafkaSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.admin = Admin.create(settings.admin());
    this.check = new ClusterCheck(admin, settings.cluster().bootstrapServers());
    this.schemas = new SchemaTopic(() -> new KafkaConsumer<>(settings.schemas()));
    OwnTopics topics =
        new OwnTopics(new AbsentTopics(admin, settings.cluster().replicationFactor()));
    this.parking = new DeadLetters(new KafkaProducer<>(settings.parking()), topics);
    this.replayTopic =
        new ReplayTopic(
            () -> new KafkaConsumer<>(settings.orders()), new KafkaProducer<>(settings.progress()));
    this.streamTopic =
        new StreamTopic(
            topics,
            () -> new KafkaConsumer<>(settings.streams()),
            new KafkaProducer<>(settings.announcing()));
    this.claims = new AnnouncedClaims(streamTopic, replayTopic, offsets);
  }

  public Schemas schemas() {
    return schemas;
  }

  public Parking parking() {
    return parking;
  }

  public PartitionLog log() {
    return new LogReader(() -> new KafkaConsumer<>(settings.log()));
  }

  public Claims claims() {
    return claims;
  }

  public GroupPositions group() {
    return new GroupOffsets(admin);
  }

  /// Follows what operators turn, from now on; what is turned already is known when this returns,
  /// unless Kafka does not answer.
  public void follow(Steering steering) throws InterruptedException {
    SettingsTopic topic =
        new SettingsTopic(() -> new KafkaConsumer<>(settings.following()), steering);
    following = topic;
    topic.start();
  }

  /// The container that feeds the loader. Not started.
  public KafkaMessageListenerContainer<byte[], byte[]> container(
      Loader loader, LoaderMetrics metrics) {
    SideReplays side =
        new SideReplays(
            replayTopic,
            (order, partition) ->
                new SideReader(
                    order,
                    partition,
                    loader,
                    replayTopic,
                    claims,
                    () -> new KafkaConsumer<>(settings.side()),
                    clock));
    replays = side;
    side.start();
    Polling listener =
        new Polling(
            loader,
            offsets,
            new StartingPoints(admin),
            side,
            new Lags(admin, loader, metrics),
            clock);
    polling = listener;
    ContainerProperties properties = new ContainerProperties(settings.pattern());
    properties.setGroupId(Topics.LOADER_GROUP);
    properties.setMessageListener(listener);
    properties.setConsumerRebalanceListener(listener);
    properties.setAckMode(ContainerProperties.AckMode.MANUAL);
    properties.setPollTimeout(Polling.WHILE_QUIET.toMillis());
    properties.setShutdownTimeout(SHUTDOWN_MILLIS);
    properties.setMissingTopicsFatal(false);
    properties.setAuthExceptionRetryInterval(AUTHORIZATION_RETRY);
    KafkaMessageListenerContainer<byte[], byte[]> container =
        new KafkaMessageListenerContainer<>(
            new PollingFactory(settings.loading(), listener), properties);
    container.setBeanName("loader");
    listener.in(container);
    fed = container;
    return container;
  }

  /// Partitions that are paused because their tables hold too much.
  public long pausedPartitions() {
    return polling == null ? 0 : polling.pausedCount();
  }

  /// The orders to load again and how far they are, oldest first.
  public List<ReplayStatus> replays() {
    return replays == null ? List.of() : replays.statuses();
  }

  /// Why Kafka does not answer, if so. Blocks for seconds at most.
  public Optional<String> trouble() {
    KafkaMessageListenerContainer<byte[], byte[]> container = fed;
    if (container != null && !container.isRunning()) {
      return Optional.of(
          "Polling has stopped or has not begun; if it stays so, see the log and restart the"
              + " loader");
    }
    return check.trouble();
  }

  @Override
  public void close() {
    if (following != null) {
      following.close();
    }
    if (replays == null) {
      replayTopic.close();
    } else {
      replays.close();
    }
    streamTopic.close();
    schemas.close();
    parking.close();
    admin.close();
  }

  /// Makes consumers that do the loader's work before each poll.
  private static final class PollingFactory extends DefaultKafkaConsumerFactory<byte[], byte[]> {
    private final PollingConsumer.Before before;

    PollingFactory(Map<String, Object> configuration, PollingConsumer.Before before) {
      super(configuration);
      this.before = before;
    }

    @Override
    protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> configuration) {
      return new PollingConsumer(configuration, before);
    }
  }
}
