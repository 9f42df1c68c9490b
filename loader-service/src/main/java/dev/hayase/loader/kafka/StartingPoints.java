package dev.hayase.loader.kafka;

import dev.hayase.event.wire.WireVersion.UnknownWireVersionException;
import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.delivery.Halt;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where to begin with partitions: at the committed offset; at the earliest without one; nowhere,
/// if records between are gone or the topic is another one of the same name.
final class StartingPoints {
  private static final Logger LOG = LoggerFactory.getLogger(StartingPoints.class);
  private static final long PAUSE_NANOS = 500_000_000;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Admin admin;

  StartingPoints(Admin admin) {
    this.admin = admin;
  }

  /// Where to begin.
  ///
  /// @param end of the partition, as it is now
  record Start(long offset, long end, CommitNote note, Optional<Halt> halt) {}

  /// Blocks until Kafka has answered.
  Map<TopicPartition, Start> find(Consumer<?, ?> consumer, Set<TopicPartition> partitions) {
    while (true) {
      try {
        return tryToFind(consumer, partitions);
      } catch (WakeupException | InterruptException e) {
        throw e;
      } catch (KafkaException e) {
        LOG.atWarn()
            .addKeyValue("partitions", partitions)
            .addKeyValue("error", e.getMessage())
            .log("Kafka did not tell the committed offsets; asking again");
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private Map<TopicPartition, Start> tryToFind(
      Consumer<?, ?> consumer, Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions, LIMIT);
    Map<TopicPartition, Long> earliest = consumer.beginningOffsets(partitions, LIMIT);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LIMIT);
    Map<String, String> topicIds = topicIds(partitions);
    Map<TopicPartition, Start> starts = new HashMap<>();
    for (TopicPartition partition : partitions) {
      starts.put(
          partition,
          start(
              partition,
              Optional.ofNullable(committed.get(partition)),
              earliest.getOrDefault(partition, 0L),
              ends.getOrDefault(partition, Long.MAX_VALUE),
              Optional.ofNullable(topicIds.get(partition.topic()))));
    }
    return starts;
  }

  private Map<String, String> topicIds(Set<TopicPartition> partitions) {
    Set<String> topics = new HashSet<>();
    partitions.forEach(p -> topics.add(p.topic()));
    Map<String, String> ids = new HashMap<>();
    try {
      for (TopicDescription topic : admin.describeTopics(topics).allTopicNames().get().values()) {
        ids.put(topic.name(), topic.topicId().toString());
      }
    } catch (ExecutionException e) {
      throw new TimeoutException("The topics were not described: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TimeoutException("Interrupted while the topics were described", e);
    }
    return ids;
  }

  private static Start start(
      TopicPartition partition,
      Optional<OffsetAndMetadata> committed,
      long earliest,
      long end,
      Optional<String> topicId) {
    if (committed.isEmpty()) {
      CommitNote note = CommitNote.NONE.of(topicId).foldingTo(end);
      return new Start(earliest, end, note, Optional.empty());
    }
    long offset = committed.get().offset();
    CommitNote note;
    try {
      note = NoteText.read(committed.get().metadata());
    } catch (UnknownWireVersionException e) {
      Halt newer =
          new Halt(String.valueOf(e.getMessage()), "Upgrade the loader; nothing is lost meanwhile");
      return new Start(offset, end, CommitNote.NONE, Optional.of(newer));
    }
    Optional<Halt> halt = halt(partition, offset, earliest, end, note.topicId(), topicId);
    CommitNote known = note.isForeign() ? note.of(topicId).foldingTo(end) : note.of(topicId);
    return new Start(halt.isPresent() ? earliest : offset, end, known, halt);
  }

  private static Optional<Halt> halt(
      TopicPartition partition,
      long offset,
      long earliest,
      long end,
      Optional<String> formerId,
      Optional<String> topicId) {
    if (formerId.isPresent() && topicId.isPresent() && !formerId.equals(topicId)) {
      return Optional.of(
          new Halt(
              "topic " + partition.topic() + " was deleted and made anew since it was last loaded",
              "Take a new snapshot of the source's tables, reset the group's offset for the topic to the earliest, and restart the loader"));
    }
    if (offset < earliest) {
      return Optional.of(gap(partition, offset, earliest));
    }
    return offset > end
        ? Optional.of(
            new Halt(
                "partition %s ends at offset %d, and %d is committed: records were lost"
                    .formatted(partition, end, offset),
                remedy()))
        : Optional.empty();
  }

  private static Halt gap(TopicPartition partition, long offset, long earliest) {
    return new Halt(
        "partition %s begins at offset %d, and the next to be loaded is %d: the records between were deleted before they were loaded"
            .formatted(partition, earliest, offset),
        remedy());
  }

  /// The records at an offset are gone.
  static Halt gap(TopicPartition partition, long offset) {
    return new Halt(
        "partition %s no longer has offset %d: the records were deleted before they were loaded"
            .formatted(partition, offset),
        remedy());
  }

  private static String remedy() {
    return "Take a new snapshot of the table, set the group's offset for the partition to one that exists, and restart the loader;"
        + " lengthen the topic's retention so that it does not happen again";
  }
}
