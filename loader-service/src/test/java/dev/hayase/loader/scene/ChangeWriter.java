package dev.hayase.loader.scene;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.control.ControlRecord.SnapshotEnd;
import dev.hayase.event.control.ControlRecord.SnapshotStart;
import dev.hayase.event.control.ControlRecord.Truncate;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Writes a table's topic as the cdc-service does: numbered, in transactions, with schemas first.
public final class ChangeWriter implements AutoCloseable {
  private static final long COMMITTED_MICROS = 1_700_000_000_000_000L;

  private final ChangeTopic topic;
  private final int partitions;
  private final KafkaProducer<byte[], byte[]> changes;
  private final KafkaProducer<byte[], byte[]> schemas;
  private TableSchema schema;
  private SequenceNumber next = new SequenceNumber(1_700_000_000L, 0);

  public ChangeWriter(
      Scene scene, String schemaName, String table, int partitions, TableSchema schema) {
    this.topic = new ChangeTopic(scene.source(), schemaName, table);
    this.partitions = partitions;
    scene.createTopic(topic.name(), partitions, Map.of());
    this.changes =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", scene.bootstrap(), "transactional.id", topic.name()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.schemas =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", scene.bootstrap(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.schema = schema;
    schema(schema);
    changes.initTransactions();
  }

  /// The next records have this schema.
  public ChangeWriter schema(TableSchema newSchema) {
    schema = newSchema;
    var _ =
        schemas.send(
            new ProducerRecord<>(
                Topics.SCHEMAS, utf8(newSchema.fingerprint().hex()), newSchema.toJson()));
    schemas.flush();
    return this;
  }

  /// Some records, in one transaction.
  public ChangeWriter transaction(Runnable records) {
    changes.beginTransaction();
    records.run();
    changes.commitTransaction();
    return this;
  }

  /// Some records, in a transaction that comes to nothing.
  public ChangeWriter aborted(Runnable records) {
    changes.beginTransaction();
    records.run();
    changes.flush();
    changes.abortTransaction();
    return this;
  }

  public ChangeWriter upsert(String op, String key, String after) {
    return change(op, key, null, after, null);
  }

  public ChangeWriter keyless(String op, String after) {
    return change(op, null, null, after, null);
  }

  public ChangeWriter delete(String key, @Nullable String before) {
    return change("d", key, before, null, null);
  }

  public ChangeWriter snapshotRow(String snapshotId, String key, String after) {
    return change("r", key, null, after, snapshotId);
  }

  private ChangeWriter change(
      String op,
      @Nullable String key,
      @Nullable String before,
      @Nullable String after,
      @Nullable String snapshotId) {
    String value =
        """
        {"before":%s,"after":%s,"source":{"connector":"postgresql","name":"%s","ts_ms":%d,"ts_us":%d,"snapshot":"%s",\
        "db":"d","schema":"%s","table":"%s"},"op":"%s","ts_ms":1,"ts_us":1}\
        """
            .formatted(
                before,
                after,
                topic.source(),
                COMMITTED_MICROS / 1000,
                COMMITTED_MICROS,
                snapshotId != null,
                topic.schema(),
                topic.table(),
                op);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic.name(), key == null ? null : utf8(key), utf8(value));
    header(record, Headers.VERSION, "1");
    header(record, Headers.SCHEMA, schema.fingerprint().hex());
    header(record, Headers.SEQUENCE, take().toString());
    if (snapshotId != null) {
      header(record, Headers.SNAPSHOT, snapshotId);
    }
    var _ = changes.send(record);
    return this;
  }

  /// Any record at all.
  public ChangeWriter raw(
      byte @Nullable [] key, byte @Nullable [] value, Map<String, String> headers) {
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic.name(), 0, key, value);
    headers.forEach((name, text) -> header(record, name, text));
    var _ = changes.send(record);
    return this;
  }

  /// The number of the snapshot's first control record, for its end.
  public SequenceNumber snapshotStart(String id) {
    SequenceNumber first = next;
    control((c, s) -> new SnapshotStart(topic, partitions, COMMITTED_MICROS, id, s), first);
    return first;
  }

  public ChangeWriter snapshotEnd(String id, SequenceNumber startedAt) {
    return control(
        (c, s) -> new SnapshotEnd(topic, partitions, COMMITTED_MICROS, id, startedAt), next);
  }

  public ChangeWriter truncate() {
    return control((c, s) -> new Truncate(topic, partitions, COMMITTED_MICROS, s), next);
  }

  private ChangeWriter control(
      BiFunction<Integer, SequenceNumber, ControlRecord> make, SequenceNumber first) {
    for (int partition = 0; partition < partitions; partition++) {
      ControlRecord control = make.apply(partition, first);
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(topic.name(), partition, null, control.toJson());
      header(record, Headers.VERSION, "1");
      header(record, Headers.SEQUENCE, take().toString());
      header(record, Headers.CONTROL, control.kind().code());
      var _ = changes.send(record);
    }
    return this;
  }

  /// The number of the next record.
  public SequenceNumber next() {
    return next;
  }

  /// Goes back, to write records again as a restarted capture would.
  public ChangeWriter from(SequenceNumber sequence) {
    next = sequence;
    return this;
  }

  private SequenceNumber take() {
    SequenceNumber taken = next;
    next = next.next();
    return taken;
  }

  public String topic() {
    return topic.name();
  }

  private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, utf8(value));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    changes.close();
    schemas.close();
  }
}
