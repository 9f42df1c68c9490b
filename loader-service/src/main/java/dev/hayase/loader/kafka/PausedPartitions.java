package dev.hayase.loader.kafka;

import dev.hayase.loader.Loader;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.MessageListenerContainer;

/// Which partitions are not polled. The polling thread's, but for [#count].
final class PausedPartitions {
  private final Loader loader;
  private Set<TopicPartition> paused = Set.of();
  private volatile int count;
  private boolean full;
  private boolean detaining;
  private @Nullable MessageListenerContainer container;

  PausedPartitions(Loader loader) {
    this.loader = loader;
  }

  void in(MessageListenerContainer listenerContainer) {
    container = listenerContainer;
  }

  /// Looks which partitions are not to be polled now, and has the container pause and resume, which
  /// it does after its next poll.
  ///
  /// @param halted what is never polled
  /// @return whether anything is paused that was not, or the other way round
  boolean look(Set<TopicPartition> assignment, Set<TopicPartition> halted) {
    Set<String> topics = loader.pausedTopics();
    Set<TopicPartition> wanted = new HashSet<>();
    detaining = false;
    for (TopicPartition partition : assignment) {
      if (topics.contains(partition.topic())) {
        wanted.add(partition);
      } else if (loader.isDetained(Records.partition(partition))) {
        wanted.add(partition);
        detaining |= !halted.contains(partition);
      }
    }
    count = wanted.size();
    full = topics.stream().anyMatch(topic -> !loader.isPaused(topic));
    wanted.addAll(halted);
    if (wanted.equals(paused) || container == null) {
      return false;
    }
    for (TopicPartition partition : wanted) {
      if (!paused.contains(partition)) {
        container.pausePartition(partition);
      }
    }
    for (TopicPartition partition : paused) {
      if (!wanted.contains(partition)) {
        container.resumePartition(partition);
      }
    }
    paused = wanted;
    return true;
  }

  /// What is paused.
  Set<TopicPartition> all() {
    return paused;
  }

  /// Partitions that are paused because their tables hold too much.
  int count() {
    return count;
  }

  /// Whether anything is paused because there is no room for more.
  boolean isFull() {
    return full;
  }

  /// Whether anything is paused because it waits for what others have to bring.
  boolean isDetaining() {
    return detaining;
  }
}
