package dev.hayase.aggregation.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hayase.aggregation.flow.Outgoing.Leaving;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowText;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.change.ChangeEvent;
import dev.hayase.event.change.Operation;
import dev.hayase.event.change.Origin;
import dev.hayase.event.change.RowImage;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.AggregateTopic;
import dev.hayase.event.topic.RowTopic;
import dev.hayase.event.wire.Headers;
import dev.hayase.event.wire.WireVersion;
import dev.hayase.records.SourceRecord.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Results as Hayase's change records, as the cdc-service writes those of tables: a deleted one is
/// a change, and no tombstone follows it.
public final class Results {
  private final String topic;
  private final String table;
  private final Header schema;
  private final RowText keys;
  private final RowText rows;

  public Results(String topic, String table, TableSchema schema) {
    this.topic = topic;
    this.table = table;
    this.schema = header(Headers.SCHEMA, schema.fingerprint().hex());
    this.keys =
        new RowText(
            new Layout(
                schema.primaryKey().stream().map(n -> schema.column(n).orElseThrow()).toList()));
    this.rows = new RowText(new Layout(schema.columns()));
  }

  public String topic() {
    return topic;
  }

  /// The key of a result's records.
  public byte[] key(Row key) {
    return keys.write(key);
  }

  /// @param row null when there is no result of the key any more
  /// @param micros now
  public Leaving record(
      int partition, SequenceNumber sequence, Row key, @Nullable Row row, long micros) {
    byte[] keyJson = keys.write(key);
    Origin origin = new Origin("hayase", "agg", "", "agg", table, micros, false, null, null);
    ChangeEvent event =
        row == null
            ? new ChangeEvent(Operation.DELETE, RowImage.of(keyJson), null, origin)
            : new ChangeEvent(Operation.UPDATE, null, RowImage.of(rows.write(row)), origin);
    return new Leaving(
        topic,
        partition,
        keyJson,
        event.toJson(micros),
        List.of(
            header(Headers.VERSION, Integer.toString(WireVersion.CURRENT)),
            header(Headers.SEQUENCE, sequence.toString()),
            schema));
  }

  /// What says in a partition that all results are told anew, and that they were.
  ///
  /// @param end whether they were
  /// @param generation of the build whose results they are
  /// @param micros now
  public Leaving snapshot(
      boolean end,
      int generation,
      int partitions,
      int partition,
      SequenceNumber sequence,
      long micros) {
    RowTopic results = new AggregateTopic(table);
    String id = "build-" + generation;
    // Everything that builds before have told has a lower epoch.
    SequenceNumber begun = new SequenceNumber(sequence.epoch(), 0);
    ControlRecord record =
        end
            ? new ControlRecord.SnapshotEnd(results, partitions, micros, id, begun)
            : new ControlRecord.SnapshotStart(results, partitions, micros, id, begun);
    return new Leaving(
        topic,
        partition,
        null,
        record.toJson(),
        List.of(
            header(Headers.VERSION, Integer.toString(WireVersion.CURRENT)),
            header(Headers.SEQUENCE, sequence.toString()),
            header(Headers.CONTROL, record.kind().code())));
  }

  static Header header(String name, String value) {
    return new Header(name, value.getBytes(UTF_8));
  }
}
