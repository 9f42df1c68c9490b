package dev.hayase.aggregation.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.aggregation.time.Vector;
import dev.hayase.engine.value.RowCodec;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.watermark.Watermark;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.frame.kafka.Answers;
import dev.hayase.frame.kafka.EveryClient;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the time of those aggregations that are this instance's to keep: reads the watermarks of
/// their sources, tells their groups the time, and writes watermarks of their results.
///
/// Two instances that keep the same time for a moment do no harm: times only grow for who is told
/// them, and of two epochs of watermarks readers take the later one.
public final class TimeKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TimeKeeper.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /// A source writes a watermark each second and a whole one each minute: hours of all of them.
  private static final long WATERMARKS_READ = 50_000;

  private static final TopicPartition WATERMARKS = new TopicPartition(Topics.WATERMARKS, 0);

  private final KafkaCluster cluster;
  private final PlanRegister register;
  private final Supplier<List<Followed>> ours;
  private final InstantSource clock;
  private final Map<Followed, Following> followings = new HashMap<>();
  private final Thread thread;
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile boolean stopped;

  /// A build that follows this close may take over from the one that is told.
  private static final Duration CLOSE = Duration.ofSeconds(5);

  /// Begins.
  ///
  /// @param ours the aggregations whose time is this instance's to keep, asked for again and again
  public TimeKeeper(
      KafkaCluster cluster,
      PlanRegister register,
      Supplier<List<Followed>> ours,
      InstantSource clock) {
    this.register = register;
    this.cluster = cluster;
    this.ours = ours;
    this.clock = clock;
    thread = Thread.ofPlatform().name("time").daemon().start(this::run);
  }

  private void run() {
    while (!stopped) {
      followings.clear();
      try (Admin admin = Admin.create(ClientSettings.admin(cluster));
          KafkaProducer<byte[], byte[]> producer =
              new KafkaProducer<>(ClientSettings.producer(cluster));
          KafkaConsumer<byte[], byte[]> consumer =
              new KafkaConsumer<>(EveryClient.reader(cluster));
          EmptyTails tails = new EmptyTails(cluster);
          ToldBuilds told = new ToldBuilds(cluster)) {
        new OwnTopics(admin, cluster).ensureShared();
        consumer.assign(List.of(WATERMARKS));
        keep(consumer, new Edge(new GroupOffsets(admin), producer, told), tails);
      } catch (KafkaException e) {
        if (!stopped) {
          LOG.atWarn()
              .addKeyValue("error", e.toString())
              .log("The time of aggregations cannot be kept; it is tried again");
          pause();
        }
      }
    }
  }

  private void keep(KafkaConsumer<byte[], byte[]> consumer, Edge edge, EmptyTails tails) {
    while (!stopped) {
      if (turns()) {
        fromTheStart(consumer);
      }
      read(consumer);
      if (followings.isEmpty()) {
        continue;
      }
      Map<String, Vector> committed =
          edge.offsets.committed(
              followings.keySet().stream().map(Followed::group).collect(Collectors.toSet()));
      for (Following following : followings.values()) {
        following.begin(clock.instant());
        String group = following.followed().group();
        Vector positions = committed.getOrDefault(group, Vector.EMPTY);
        following.advance(tails.passed(group, positions, following.awaited(edge)), edge);
      }
    }
  }

  /// Whether there are new ones among ours.
  private boolean turns() {
    List<Followed> now = ours.get();
    followings.keySet().retainAll(Set.copyOf(now));
    if (followings.size() == now.size()) {
      return false;
    }
    // All of them read anew, so that one reading serves all.
    followings.clear();
    now.forEach(each -> followings.put(each, new Following(each)));
    return true;
  }

  private void fromTheStart(KafkaConsumer<byte[], byte[]> consumer) {
    long first = consumer.beginningOffsets(List.of(WATERMARKS)).getOrDefault(WATERMARKS, 0L);
    long end = consumer.endOffsets(List.of(WATERMARKS)).getOrDefault(WATERMARKS, 0L);
    consumer.seek(WATERMARKS, Math.max(first, end - WATERMARKS_READ));
    while (!stopped && consumer.position(WATERMARKS) < end) {
      read(consumer);
    }
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      try {
        Watermark watermark = Watermark.fromJson(record.value());
        followings.values().forEach(following -> following.accept(watermark));
      } catch (MalformedRecordException e) {
        LOG.atWarn()
            .addKeyValue("offset", record.offset())
            .addKeyValue("error", e.getMessage())
            .log("A watermark cannot be read and is passed over");
      }
    }
  }

  private void pause() {
    try {
      stopped |= end.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
  }

  @Override
  public void close() {
    stopped = true;
    end.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Edge implements TimeEdge {
    private final GroupOffsets offsets;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ToldBuilds told;

    Edge(GroupOffsets offsets, KafkaProducer<byte[], byte[]> producer, ToldBuilds told) {
      this.offsets = offsets;
      this.producer = producer;
      this.told = told;
    }

    @Override
    public boolean isWhole(Followed followed) {
      return followed.generation() == 1 || told.isWhole(followed.told());
    }

    @Override
    public Vector ends(Set<String> topics) {
      return offsets.ends(topics);
    }

    @Override
    public Vector ends(Set<String> topics, int partitions) {
      return offsets.ends(topics, partitions);
    }

    @Override
    public Vector tell(Followed followed, Instant through) {
      byte[] value = Long.toString(RowCodec.micros(through)).getBytes(UTF_8);
      Map<Integer, Future<RecordMetadata>> sent = new HashMap<>();
      for (int i = 0; i < followed.partitions(); i++) {
        sent.put(i, producer.send(new ProducerRecord<>(followed.time(), i, null, value)));
      }
      Map<Integer, Long> ends = new HashMap<>();
      sent.forEach((partition, answer) -> ends.put(partition, Answers.of(answer).offset() + 1));
      return new Vector(Map.of(followed.time(), ends));
    }

    @Override
    public void built(Followed followed, Instant through, Instant live) {
      register.takeOver(
          followed.name(),
          followed.generation(),
          ordered -> !through.isBefore(ordered) && !through.isBefore(live.minus(CLOSE)));
    }

    @Override
    public void write(Watermark watermark) {
      var _ =
          Answers.of(
              producer.send(
                  new ProducerRecord<>(
                      Topics.WATERMARKS,
                      0,
                      watermark.source().getBytes(UTF_8),
                      watermark.toJson())));
    }
  }
}
