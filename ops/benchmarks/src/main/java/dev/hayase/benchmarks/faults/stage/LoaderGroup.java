package dev.hayase.benchmarks.faults.stage;

import dev.hayase.event.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/// The loader's consumer group and its topics, as an operator sees and changes them.
public final class LoaderGroup implements AutoCloseable {
  private static final long ANSWER_SECONDS = 60;
  private static final int ATTEMPTS = 5;
  private static final long PAUSE_NANOS = 2_000_000_000;
  private static final Duration EMPTY_LIMIT = Duration.ofSeconds(90);

  private final Admin admin;

  public LoaderGroup(String bootstrapServers) {
    this.admin = Admin.create(Map.of("bootstrap.servers", (Object) bootstrapServers));
  }

  public void createTopic(String name, int partitions, Map<String, String> configuration) {
    answer(
        admin
            .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configuration)))
            .all());
  }

  /// Where the group stands, as far as it has committed.
  public Map<TopicPartition, Long> committed() {
    Map<TopicPartition, Long> committed = new HashMap<>();
    answer(() ->
            admin.listConsumerGroupOffsets(Topics.LOADER_GROUP).partitionsToOffsetAndMetadata())
        .forEach((partition, offset) -> {
          if (offset != null) {
            committed.put(partition, offset.offset());
          }
        });
    return committed;
  }

  /// Where the topics end. A commit of a transaction is answered before its marker is written, so
  /// the last stable offset may still be before records that are committed: it is not asked for.
  public Map<TopicPartition, Long> ends(Collection<String> topics) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    answer(() -> admin.describeTopics(topics).allTopicNames())
        .values()
        .forEach(topic ->
            topic
                .partitions()
                .forEach(info ->
                    wanted.put(
                        new TopicPartition(topic.name(), info.partition()), OffsetSpec.latest())));
    Map<TopicPartition, Long> ends = new HashMap<>();
    answer(() -> admin.listOffsets(wanted).all())
        .forEach((partition, info) -> ends.put(partition, info.offset()));
    return ends;
  }

  /// Offsets that the group has still to pass.
  public long lag(Collection<String> topics) {
    Map<TopicPartition, Long> committed = committed();
    return ends(topics).entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - committed.getOrDefault(end.getKey(), 0L)))
        .sum();
  }

  /// Waits until the group has no member: before that its offsets cannot be changed.
  void awaitEmpty() throws InterruptedException {
    Instant limit = Instant.now().plus(EMPTY_LIMIT);
    while (!isEmpty()) {
      if (Instant.now().isAfter(limit)) {
        throw new IllegalStateException("the group has members after " + EMPTY_LIMIT);
      }
      Thread.sleep(200);
    }
  }

  private boolean isEmpty() {
    return answer(() -> admin.describeConsumerGroups(List.of(Topics.LOADER_GROUP)).all())
        .values()
        .stream()
        .map(ConsumerGroupDescription::groupState)
        .allMatch(state -> state == GroupState.EMPTY || state == GroupState.DEAD);
  }

  /// Deletes the offsets of a topic.
  void deleteOffsets(String topic) {
    Set<TopicPartition> partitions = ofTopic(topic).keySet();
    if (!partitions.isEmpty()) {
      answer(() -> admin.deleteConsumerGroupOffsets(Topics.LOADER_GROUP, partitions).all());
    }
  }

  /// Sets the offsets of a topic back, as `kafka-consumer-groups --reset-offsets` does.
  void resetOffsets(String topic, int keepPercent) {
    Map<TopicPartition, OffsetAndMetadata> back = new HashMap<>();
    ofTopic(topic)
        .forEach((partition, offset) ->
            back.put(partition, new OffsetAndMetadata(offset * keepPercent / 100)));
    if (!back.isEmpty()) {
      answer(() -> admin.alterConsumerGroupOffsets(Topics.LOADER_GROUP, back).all());
    }
  }

  private Map<TopicPartition, Long> ofTopic(String topic) {
    Map<TopicPartition, Long> some = new HashMap<>(committed());
    some.keySet().removeIf(partition -> !partition.topic().equals(topic));
    return some;
  }

  /// Asks, and asks again: a broker that has just started knows little.
  private static <T> T answer(Supplier<KafkaFuture<T>> question) {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return answer(question.get());
      } catch (UnansweredException e) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return answer(question.get());
  }

  private static final class UnansweredException extends IllegalStateException {
    UnansweredException(Throwable cause) {
      super("Kafka did not answer: " + cause, cause);
    }
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new UnansweredException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking Kafka", e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
