package dev.hayase.aggregation.kafka;

import dev.hayase.aggregation.time.Vector;
import dev.hayase.frame.kafka.EveryClient;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/// Tells of offsets that are not committed whether there is anything to read before them: markers
/// of transactions, and what transactions have left undone, occupy offsets, too, and who has
/// nothing to read commits nothing. Asked after a restart, mostly.
final class EmptyTails implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(300);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Vector> before = new HashMap<>();

  EmptyTails(KafkaCluster cluster) {
    Map<String, Object> settings = EveryClient.reader(cluster);
    settings.put("max.poll.records", 1);
    settings.put("auto.offset.reset", "none");
    consumer = new KafkaConsumer<>(settings);
  }

  /// Committed offsets, put forward where there is nothing up to those that are awaited.
  Vector passed(String group, Vector committed, Optional<Vector> awaited) {
    Vector last = before.put(group, committed);
    if (awaited.isEmpty()
        || last == null
        || committed.passes(awaited.get())
        || !stands(last, committed, awaited.get())) {
      return committed;
    }
    Map<String, Map<Integer, Long>> offsets = new HashMap<>();
    committed.offsets().forEach((topic, each) -> offsets.put(topic, new HashMap<>(each)));
    awaited
        .get()
        .offsets()
        .forEach((topic, ends) ->
            ends.forEach((partition, end) -> {
              Map<Integer, Long> at = offsets.computeIfAbsent(topic, _ -> new HashMap<>());
              if (at.getOrDefault(partition, 0L) < end) {
                at.put(
                    partition,
                    Math.max(
                        at.getOrDefault(partition, 0L),
                        position(
                            new TopicPartition(topic, partition),
                            at.getOrDefault(partition, 0L),
                            end)));
              }
            }));
    return new Vector(offsets);
  }

  /// Whether nothing was committed since the last time: who makes progress needs no help.
  private static boolean stands(Vector last, Vector committed, Vector awaited) {
    return awaited.offsets().keySet().stream()
        .allMatch(topic -> committed.of(topic).equals(last.of(topic)));
  }

  private long position(TopicPartition partition, long from, long end) {
    try {
      consumer.assign(List.of(partition));
      consumer.seek(partition, from);
      return consumer.poll(POLL).isEmpty() ? Math.min(consumer.position(partition), end) : from;
    } catch (OffsetOutOfRangeException e) {
      // The records before were consumed and deleted, or nobody has committed here yet.
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(POLL).isEmpty() ? Math.min(consumer.position(partition), end) : from;
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
