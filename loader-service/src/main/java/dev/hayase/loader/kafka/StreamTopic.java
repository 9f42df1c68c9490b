package dev.hayase.loader.kafka;

import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Json;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.event.wire.WireVersion;
import dev.hayase.frame.kafka.TopicTail;
import dev.hayase.records.SourcePartition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The topic `hayase.streams`: every stream of the live flow that may still take rows of a
/// partition. A stream stands there before its first row, and until it has been ended.
///
/// Each has a record of its own, under `topic/partition/stream`, so that no loader that lost its
/// partition without knowing can hide the stream of its successor. One record for each stream that
/// is opened, one tombstone when it is over.
final class StreamTopic implements AutoCloseable {
  private static final Map<String, String> SETTINGS =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.CLEANUP_POLICY_COMPACT,
          // Compaction leaves the present segment alone, and all of it is read at a start.
          TopicConfig.SEGMENT_BYTES_CONFIG,
          Integer.toString(8 << 20));

  private final OwnTopics topics;
  private final Producer<byte[], byte[]> producer;
  private final TopicTail tail;
  private final Map<String, Set<String>> open = new HashMap<>();

  StreamTopic(
      OwnTopics topics,
      Supplier<Consumer<byte[], byte[]>> connector,
      Producer<byte[], byte[]> producer) {
    this.topics = topics;
    this.producer = producer;
    this.tail = new TopicTail(Topics.STREAMS, connector, this::accept);
  }

  private void accept(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    String place = key.substring(0, Math.max(0, key.lastIndexOf('/')));
    if (record.value() == null) {
      forget(place, key);
      return;
    }
    try {
      remember(
          place,
          Json.read(
              record.value(),
              "A record of " + Topics.STREAMS,
              document -> document.required("stream").asString()));
    } catch (MalformedRecordException e) {
      // No loader wrote it.
      return;
    }
  }

  private static String place(SourcePartition partition) {
    return partition.topic() + "/" + partition.partition();
  }

  private static String key(String place, String stream) {
    return place + "/" + stream.substring(stream.lastIndexOf('/') + 1);
  }

  /// The partition's streams, those included that somebody announced at this moment. Blocks; throws
  /// a [RuntimeException] when that cannot be known.
  List<String> open(SourcePartition partition) {
    tail.catchUp();
    return known(partition);
  }

  private List<String> known(SourcePartition partition) {
    synchronized (open) {
      return List.copyOf(open.getOrDefault(place(partition), Set.of()));
    }
  }

  /// Makes a stream known. Blocks for as long as the topic has to be made; throws a
  /// [RuntimeException] when it cannot be made.
  CompletableFuture<Void> announce(SourcePartition partition, String stream) {
    topics.ensure(Topics.STREAMS, SETTINGS);
    ObjectNode document = Json.object();
    document.put("version", WireVersion.CURRENT);
    document.put("stream", stream);
    return send(key(place(partition), stream), Json.bytes(document))
        .thenRun(() -> remember(place(partition), stream));
  }

  private void remember(String place, String stream) {
    synchronized (open) {
      open.computeIfAbsent(place, _ -> new LinkedHashSet<>()).add(stream);
    }
  }

  private void forget(String place, String key) {
    synchronized (open) {
      open.getOrDefault(place, Set.of()).removeIf(stream -> key(place, stream).equals(key));
    }
  }

  /// Every stream that is known but this one has been ended. Nobody waits for this: what is ended
  /// may be ended again.
  void overBut(SourcePartition partition, String stream) {
    for (String other : known(partition)) {
      if (!other.equals(stream)) {
        String place = place(partition);
        forget(place, key(place, other));
        var _ = send(key(place, other), null);
      }
    }
  }

  private CompletableFuture<Void> send(String key, byte @Nullable [] value) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    var _ =
        producer.send(
            new ProducerRecord<>(Topics.STREAMS, key.getBytes(StandardCharsets.UTF_8), value),
            (_, error) -> {
              if (error == null) {
                sent.complete(null);
              } else {
                sent.completeExceptionally(error);
              }
            });
    return sent;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    tail.close();
  }
}
