package dev.hayase.loader.kafka;

import dev.hayase.loader.Loader;
import dev.hayase.loader.batch.Assignment;
import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.delivery.Halt;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.Acknowledgment;

/// Stands between Spring Kafka's container and the [Loader], on the polling thread: hands records
/// over, and before each poll commits what is settled, tells positions that moved without records,
/// and pauses and resumes.
final class Polling
    implements BatchMessageListener<byte[], byte[]>,
        ConsumerAwareRebalanceListener,
        PollingConsumer.Before {
  private static final Logger LOG = LoggerFactory.getLogger(Polling.class);
  private static final long COMMIT_EVERY_MILLIS = 100;
  private static final long TELL_ALL_EVERY_MILLIS = 1_000;
  private static final Duration FLUSH_LIMIT = Duration.ofSeconds(5);
  private static final long FLUSH_STEP_NANOS = 5_000_000;

  /// The longest that a poll waits for records. What else this thread is wanted for while nothing
  /// moves waits as long at most: an operator's pause, a replay's first claim.
  static final Duration WHILE_QUIET = Duration.ofSeconds(1);

  private static final Duration WHILE_LIVELY = Duration.ofMillis(100);
  private static final Duration WHILE_PAUSED = Duration.ofMillis(10);
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final Loader loader;
  private final Offsets offsets;
  private final StartingPoints startingPoints;
  private final SideReplays replays;
  private final Lags lags;
  private final PausedPartitions pauses;
  private final InstantSource clock;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Set<TopicPartition> halted = new HashSet<>();
  private long committedMillis;
  private long toldMillis;
  private Set<TopicPartition> recent = new HashSet<>();
  private Set<TopicPartition> lively = new HashSet<>();

  Polling(
      Loader loader,
      Offsets offsets,
      StartingPoints startingPoints,
      SideReplays replays,
      Lags lags,
      InstantSource clock) {
    this.loader = loader;
    this.offsets = offsets;
    this.startingPoints = startingPoints;
    this.replays = replays;
    this.lags = lags;
    this.pauses = new PausedPartitions(loader);
    this.clock = clock;
  }

  void in(MessageListenerContainer listenerContainer) {
    pauses.in(listenerContainer);
  }

  /// Partitions that are paused because their tables hold too much.
  int pausedCount() {
    return pauses.count();
  }

  @Override
  public boolean wantsPollResult() {
    return true;
  }

  @Override
  public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
    throw new IllegalStateException("The listener wants whole poll results");
  }

  @Override
  public void onMessage(
      ConsumerRecords<byte[], byte[]> records,
      @Nullable Acknowledgment acknowledgment,
      Consumer<byte[], byte[]> consumer) {
    for (TopicPartition partition : records.partitions()) {
      SourcePartition source = Records.partition(partition);
      List<ConsumerRecord<byte[], byte[]>> polled = records.records(partition);
      List<SourceRecord> batch = new ArrayList<>(polled.size());
      for (ConsumerRecord<byte[], byte[]> record : polled) {
        batch.add(Records.record(source, record));
      }
      long last = batch.getLast().offset() + 1;
      OffsetAndMetadata beyond = records.nextOffsets().get(partition);
      long next = beyond == null ? last : Math.max(last, beyond.offset());
      positions.put(partition, next);
      recent.add(partition);
      loader.receive(source, batch, next);
    }
  }

  @Override
  public Duration poll(PollingConsumer consumer, Duration longest) {
    offsets.commitClaims(consumer);
    long now = clock.millis();
    if (now - committedMillis >= COMMIT_EVERY_MILLIS) {
      committedMillis = now;
      tellPositions(consumer, now);
      offsets.commitSettled(consumer, loader.newlySettled(), loader::settled);
    }
    boolean changed = pauses.look(consumer.assignment(), halted);
    // What is paused for its memory may go on at any moment, and nothing wakes a poll for it. And
    // the container pauses and resumes after the poll.
    if (pauses.isFull() || changed) {
      return WHILE_PAUSED;
    }
    return isQuiet() ? longest : WHILE_LIVELY;
  }

  /// Whether nothing but records can make work for this thread: nothing came lately, nothing is
  /// read that could settle, and no replay claims streams.
  private boolean isQuiet() {
    return recent.isEmpty()
        && lively.isEmpty()
        && !pauses.isDetaining()
        && !replays.isRunning()
        && loader.isAtRest();
  }

  /// Transaction markers occupy offsets and come without records, as a rule just after some. A
  /// partition that had none lately is asked once a second only: a thousand idle tables cost next
  /// to nothing.
  private void tellPositions(PollingConsumer consumer, long now) {
    if (now - toldMillis < TELL_ALL_EVERY_MILLIS) {
      lively.forEach(partition -> tellPosition(consumer, partition));
      recent.forEach(partition -> tellPosition(consumer, partition));
    } else {
      toldMillis = now;
      List.copyOf(positions.keySet()).forEach(partition -> tellPosition(consumer, partition));
      lively = recent;
      recent = new HashSet<>();
      lags.look(consumer, positions, pauses.all(), now);
    }
  }

  private void tellPosition(PollingConsumer consumer, TopicPartition partition) {
    Long known = positions.get(partition);
    if (known == null) {
      return;
    }
    try {
      long position = consumer.position(partition, AT_ONCE);
      if (position > known) {
        positions.put(partition, position);
        loader.receive(Records.partition(partition), List.of(), position);
      }
    } catch (TimeoutException e) {
      LOG.atTrace().addKeyValue("partition", partition).log("The position is not known yet");
    }
  }

  @Override
  public void outOfRange(PollingConsumer consumer, Set<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      Long position = positions.get(partition);
      forget(Set.of(partition));
      halt(consumer, partition);
      loader.assign(
          Records.partition(partition),
          new Assignment(position == null ? 0 : position, CommitNote.NONE, offsets.nextLease()),
          Optional.of(StartingPoints.gap(partition, position == null ? 0 : position)));
    }
  }

  private void halt(Consumer<?, ?> consumer, TopicPartition partition) {
    halted.add(partition);
    consumer.pause(Set.of(partition));
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    startingPoints
        .find(consumer, Set.copyOf(partitions))
        .forEach((partition, start) -> {
          consumer.seek(partition, start.offset());
          lags.assigned(partition, start);
          Assignment assignment = new Assignment(start.offset(), start.note(), offsets.nextLease());
          Optional<Halt> halt =
              loader.assign(Records.partition(partition), assignment, start.halt());
          if (halt.isPresent()) {
            // Nothing is committed for it, so that what the operator finds is what was left.
            halt(consumer, partition);
          } else {
            positions.put(partition, start.offset());
            offsets.assigned(partition, assignment);
            replays.assigned(Records.partition(partition));
          }
        });
    LOG.atInfo().addKeyValue("partitions", partitions).log("Partitions were assigned");
  }

  @Override
  public void onPartitionsRevokedBeforeCommit(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    finish(consumer, partitions);
    forget(partitions);
    lags.revoked(partitions);
    LOG.atInfo().addKeyValue("partitions", partitions).log("Partitions were given back");
  }

  /// Lets what is on its way arrive, for a while.
  private void finish(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    loader.flush(partitions.stream().map(Records::partition).toList());
    long deadline = clock.millis() + FLUSH_LIMIT.toMillis();
    boolean settled = false;
    while (!settled && clock.millis() < deadline) {
      offsets.commitClaims(consumer);
      settled = partitions.stream().allMatch(this::isSettled);
      if (!settled) {
        LockSupport.parkNanos(FLUSH_STEP_NANOS);
      }
    }
    offsets.commitSettledNow(consumer, loader.newlySettled(), loader::settled);
  }

  private boolean isSettled(TopicPartition partition) {
    Long position = positions.get(partition);
    return position == null
        || halted.contains(partition)
        || loader.isPaused(partition.topic())
        || loader.isHalted(partition.topic())
        || loader
            .settled(Records.partition(partition))
            .filter(s -> s.position() >= position)
            .isPresent();
  }

  @Override
  public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    forget(partitions);
    lags.revoked(partitions);
    LOG.atWarn().addKeyValue("partitions", partitions).log("Partitions were lost to the group");
  }

  private void forget(Collection<TopicPartition> partitions) {
    offsets.revoked(partitions);
    for (TopicPartition partition : partitions) {
      positions.remove(partition);
      halted.remove(partition);
      replays.revoked(Records.partition(partition));
      loader.revoke(Records.partition(partition));
    }
  }
}
