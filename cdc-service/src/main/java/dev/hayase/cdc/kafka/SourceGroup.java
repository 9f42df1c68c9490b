package dev.hayase.cdc.kafka;

import dev.hayase.event.topic.Topics;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shares the sources among the replicas of the service: each source is a topic of one partition,
/// and whoever Kafka assigns it captures the source. So replicas that know different sources share
/// those which both know, and a source that comes or goes moves no other. What operators order of a
/// source stands in its topic, so whoever captures it hears of it.
///
/// The assignment says who should capture; that nobody else does is for the source's
/// `transactional.id` to enforce.
public final class SourceGroup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SourceGroup.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final KafkaCluster cluster;
  private final Map<String, String> sourceByTopic;
  private final Member member;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

  /// What becomes of this replica in the group. Called by one thread; the group waits for each call
  /// for up to a minute.
  public interface Member {
    /// These are to be captured here from now on.
    void assigned(Set<String> sources);

    /// These go to another replica, which waits until this returns.
    void revoked(Set<String> sources);

    /// These were given to another replica already: this one was silent for too long.
    void lost(Set<String> sources);

    /// An operator ordered something of a source that is captured here, or did so before.
    ///
    /// @param offset of the order in the source's topic
    void ordered(String source, long offset);

    /// Nothing is known of the group for now; it is tried again.
    void apart(String reason);
  }

  /// @param sources that this replica can capture
  public SourceGroup(KafkaCluster cluster, Collection<String> sources, Member member) {
    this.cluster = cluster;
    this.sourceByTopic = sources.stream().collect(Collectors.toMap(Topics::source, name -> name));
    this.member = member;
    this.thread = Thread.ofPlatform().name("source-group").unstarted(this::live);
  }

  /// Joins the group, and stays in it until [#close].
  public void start() {
    thread.start();
  }

  /// Leaves the group, which hands everything to the other replicas at once.
  @Override
  public void close() {
    closing.countDown();
    KafkaConsumer<byte[], byte[]> joined = consumer;
    if (joined != null) {
      joined.wakeup();
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void live() {
    while (closing.getCount() > 0) {
      try {
        new Topology(cluster).ensureShared(sourceByTopic.values());
        stay();
      } catch (WakeupException e) {
        LOG.atDebug().log("left the group");
      } catch (KafkaException e) {
        LOG.atWarn().addKeyValue("reason", e.getMessage()).log("not in the group of captures");
        member.apart(String.valueOf(e.getMessage()));
        pause();
      }
    }
  }

  /// Leaving revokes what was assigned, so that captures have ended when another replica hears of
  /// it.
  private void stay() {
    try (var joined = new KafkaConsumer<byte[], byte[]>(ClientSettings.member(cluster))) {
      consumer = joined;
      joined.subscribe(sourceByTopic.keySet(), new Assignment(joined));
      while (closing.getCount() > 0) {
        joined.poll(POLL).forEach(this::hand);
      }
    } finally {
      consumer = null;
    }
  }

  private void hand(ConsumerRecord<byte[], byte[]> record) {
    String source = sourceByTopic.get(record.topic());
    if (source != null && record.value() != null) {
      member.ordered(source, record.offset());
    }
  }

  private void pause() {
    try {
      var _ = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Assignment implements ConsumerRebalanceListener {
    private final KafkaConsumer<byte[], byte[]> joined;

    Assignment(KafkaConsumer<byte[], byte[]> joined) {
      this.joined = joined;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      joined.seekToBeginning(partitions);
      member.assigned(sources(partitions));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      member.revoked(sources(partitions));
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      member.lost(sources(partitions));
    }

    private Set<String> sources(Collection<TopicPartition> partitions) {
      return partitions.stream()
          .map(partition -> sourceByTopic.getOrDefault(partition.topic(), ""))
          .filter(source -> !source.isEmpty())
          .collect(Collectors.toSet());
    }
  }
}
