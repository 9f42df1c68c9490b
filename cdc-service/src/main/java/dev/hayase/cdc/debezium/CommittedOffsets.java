package dev.hayase.cdc.debezium;

import dev.hayase.event.wire.Json;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What Debezium takes for its offset store is a view on the place that is committed in Kafka.
///
/// It believes nothing that the engine wants to store, so an engine that stops in trouble cannot
/// get ahead of Kafka. What it answers is the beginning of a transaction, and only that: where in
/// the transaction to go on is ours to know ([LogPlace]), since Debezium finds its way back to a
/// single change not in every case.
public final class CommittedOffsets implements OffsetBackingStore {
  /// Names the place among those of all engines.
  static final String PLACE = "hayase.committed.place";

  private static final Map<String, AtomicReference<@Nullable ObjectNode>> PLACES =
      new ConcurrentHashMap<>();

  private AtomicReference<@Nullable ObjectNode> place = new AtomicReference<>();

  /// The place of an engine; holds null until its snapshot is over.
  static AtomicReference<@Nullable ObjectNode> place(String name) {
    return PLACES.computeIfAbsent(name, _ -> new AtomicReference<>());
  }

  static void forget(String name) {
    PLACES.remove(name);
  }

  @Override
  public void configure(WorkerConfig settings) {
    place = place(String.valueOf(settings.originals().get(PLACE)));
  }

  @Override
  public void start() {}

  @Override
  public void stop() {}

  @Override
  public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
    Map<ByteBuffer, ByteBuffer> values = new HashMap<>();
    ObjectNode committed = place.get();
    if (committed != null) {
      byte[] offset = Json.bytes(committed);
      keys.forEach(key -> values.put(key, ByteBuffer.wrap(offset)));
    }
    return CompletableFuture.completedFuture(values);
  }

  @Override
  public Future<Void> set(Map<ByteBuffer, ByteBuffer> values, @Nullable Callback<Void> callback) {
    if (callback != null) {
      callback.onCompletion(null, null);
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Set<Map<String, Object>> connectorPartitions(String connectorName) {
    return Set.of();
  }
}
