package dev.hayase.aggregation.scene;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.change.ChangeEvent;
import dev.hayase.event.change.Operation;
import dev.hayase.event.change.Origin;
import dev.hayase.event.change.RowImage;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.control.ControlRecord.SnapshotEnd;
import dev.hayase.event.control.ControlRecord.SnapshotStart;
import dev.hayase.event.control.ControlRecord.Truncate;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.wire.Headers;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Change records as the cdc-service writes them, one after the other.
public final class Changes {
  private static final Origin ORIGIN =
      new Origin("postgresql", "shop", "shop", "public", "t", 1_000_000, false, 1L, 1L);

  private final ChangeTopic topic;
  private final TableSchema schema;
  private final int partitions;
  private long ordinal;

  public Changes(String topic, TableSchema schema, int partitions) {
    this.topic = ChangeTopic.parse(topic).orElseThrow();
    this.schema = schema;
    this.partitions = partitions;
  }

  /// The changes that follow, of rows that look otherwise.
  public Changes as(TableSchema other) {
    Changes after = new Changes(topic.name(), other, partitions);
    after.ordinal = ordinal;
    return after;
  }

  /// A record for Kafka; key and value are text.
  public record Change(@Nullable String key, @Nullable String value, Map<String, String> headers) {}

  /// @param key as JSON
  /// @param row as JSON
  public Change put(String key, String row) {
    return new Change(key, json(Operation.UPDATE, null, RowImage.of(row)), headers(next(), true));
  }

  public Change delete(String key) {
    return new Change(key, json(Operation.DELETE, RowImage.of(key), null), headers(next(), true));
  }

  public Change snapshotStart() {
    SequenceNumber at = next();
    return control(at, new SnapshotStart(topic, partitions, 1, "s1", at));
  }

  public Change snapshotEnd(Change start) {
    return control(
        next(),
        new SnapshotEnd(
            topic,
            partitions,
            1,
            "s1",
            SequenceNumber.parse(start.headers().getOrDefault(Headers.SEQUENCE, ""))));
  }

  public Change truncate() {
    SequenceNumber at = next();
    return control(at, new Truncate(topic, partitions, 1, at));
  }

  private Change control(SequenceNumber at, ControlRecord record) {
    Map<String, String> headers = headers(at, false);
    headers.put(Headers.CONTROL, record.kind().code());
    return new Change(null, new String(record.toJson(), UTF_8), headers);
  }

  private static String json(
      Operation operation, @Nullable RowImage before, @Nullable RowImage after) {
    return new String(new ChangeEvent(operation, before, after, ORIGIN).toJson(1_000_000), UTF_8);
  }

  private Map<String, String> headers(SequenceNumber number, boolean row) {
    Map<String, String> headers = new TreeMap<>();
    headers.put(Headers.VERSION, "1");
    headers.put(Headers.SEQUENCE, number.toString());
    if (row) {
      headers.put(Headers.SCHEMA, schema.fingerprint().hex());
    }
    return headers;
  }

  private SequenceNumber next() {
    return new SequenceNumber(7, ++ordinal);
  }
}
