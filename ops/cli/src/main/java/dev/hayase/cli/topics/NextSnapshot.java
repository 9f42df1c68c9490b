package dev.hayase.cli.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.control.ControlRecord.SnapshotEnd;
import dev.hayase.event.control.ControlRecord.SnapshotStart;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.wire.Headers;
import dev.hayase.pipeline.KafkaCluster;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/// A snapshot of a table that is going to be taken, as the table's topic tells of it. Its beginning
/// and end stand in every partition, so one is enough to look at. Not thread-safe.
public final class NextSnapshot implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Set<String> begun = new HashSet<>();

  /// What begins from now on counts.
  public NextSnapshot(KafkaCluster cluster, ChangeTopic table) {
    this.consumer = TopicReader.consumer(cluster);
    TopicPartition first = new TopicPartition(table.name(), 0);
    consumer.assign(List.of(first));
    consumer.seekToEnd(List.of(first));
    consumer.position(first);
  }

  /// Reads on for a moment.
  ///
  /// @return whether the end of a snapshot has come that began since
  public boolean hasEnded() {
    boolean ended = false;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      Header kind = record.headers().lastHeader(Headers.CONTROL);
      if (kind != null && new String(kind.value(), UTF_8).startsWith("snapshot")) {
        ended |= isEnd(ControlRecord.fromJson(record.value()));
      }
    }
    return ended;
  }

  private boolean isEnd(ControlRecord control) {
    if (control instanceof SnapshotStart start) {
      begun.add(start.snapshotId());
    }
    return control instanceof SnapshotEnd end && begun.contains(end.snapshotId());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
