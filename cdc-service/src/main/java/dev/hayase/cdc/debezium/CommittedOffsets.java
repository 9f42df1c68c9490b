package dev.hayase.cdc.debezium;

import dev.hayase.cdc.change.LogPlace;
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
/// get ahead of Kafka. What it answers is the end of the last complete transaction, and only that:
/// without a position inside of a transaction Debezium skips its search for one, which loses rows
/// that share a position and repeats others when transactions overlap. [LogPlace] knows the rest.
public final class CommittedOffsets implements OffsetBackingStore {
  /// Names the place among those of all engines.
  static final String PLACE = "hayase.committed.place";

  private static final Map<String, AtomicReference<@Nullable LogPlace>> PLACES =
      new ConcurrentHashMap<>();

  private AtomicReference<@Nullable LogPlace> place = new AtomicReference<>();

  /// The place of an engine; holds null until its snapshot is over.
  static AtomicReference<@Nullable LogPlace> place(String name) {
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
    LogPlace committed = place.get();
    if (committed != null) {
      ObjectNode offset = Json.object();
      offset.put("lsn", committed.commit());
      offset.put("lsn_commit", committed.commit());
      keys.forEach(key -> values.put(key, ByteBuffer.wrap(Json.bytes(offset))));
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
