package dev.hayase.loader.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.wire.Headers;
import dev.hayase.loader.batch.Assignment;
import dev.hayase.loader.batch.BatchLimits;
import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.batch.Settled;
import dev.hayase.loader.bigquery.EmulatedBigQuery;
import dev.hayase.loader.bigquery.Queries;
import dev.hayase.loader.bigquery.TableDescriptions;
import dev.hayase.loader.bigquery.WriteStreams;
import dev.hayase.loader.flow.FlightWindow;
import dev.hayase.loader.flow.Gate;
import dev.hayase.loader.flow.Knobs;
import dev.hayase.loader.flow.Steering;
import dev.hayase.pipeline.TableSettings;
import dev.hayase.pipeline.TableSettings.OnTypeConflict;
import dev.hayase.pipeline.TableSettings.Priority;
import dev.hayase.records.SourcePartition;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.format.HayaseFormat;
import dev.hayase.records.format.TopicFormat;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A table's loader between records that the test writes and a real BigQuery emulator. Kafka is a
/// double, and the loader's clock moves on as the test says.
final class EmulatedTable implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(60);
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final String TOPIC = "school.public.t";

  private final EmulatedBigQuery bigQuery;
  private final TableMode mode;
  private final OnTypeConflict conflicts;
  private final List<TableLoader> replicas = new ArrayList<>();
  private final long[] next = new long[8];
  private final List<SourceRecord> written = new ArrayList<>();
  private long epoch = 1;
  private long ordinal;
  private long leases;
  private volatile Duration ahead = Duration.ZERO;

  final String dataset = "d" + NUMBER.incrementAndGet();
  final ScriptedWarehouse kafka = new ScriptedWarehouse();
  final CountedMetrics metrics = new CountedMetrics();

  EmulatedTable(EmulatedBigQuery bigQuery, TableMode mode, OnTypeConflict conflicts) {
    this.bigQuery = bigQuery;
    this.mode = mode;
    this.conflicts = conflicts;
  }

  /// Starts a loader that has these partitions.
  TableLoader start(int... partitions) {
    InstantSource clock = () -> Instant.now().plus(ahead);
    TableSettings usual = TableSettings.DEFAULT;
    TableSettings settings =
        new TableSettings(
            usual.mode(),
            usual.dataset(),
            usual.table(),
            usual.clusterBy(),
            usual.delivery(),
            usual.priority(),
            usual.onTruncate(),
            conflicts);
    TableContext context =
        new TableContext(
            new TableDescriptions(bigQuery.access()),
            new WriteStreams(bigQuery.access(), bigQuery.elsewhere()),
            new Queries(bigQuery.access()),
            kafka,
            kafka,
            kafka,
            new Folding(kafka),
            new Steering(
                new Gate(new FlightWindow(8 << 20), clock),
                _ -> Knobs.usual(new BatchLimits(100, 1 << 20, 5), Priority.NORMAL),
                clock),
            new Pauses(),
            metrics,
            clock,
            bigQuery.elsewhere());
    TableLoader loader =
        new TableLoader(
            TOPIC,
            ref(),
            mode,
            settings,
            () -> new TopicFormat(new HayaseFormat(), kafka),
            context);
    replicas.add(loader);
    Thread.ofVirtual().start(loader);
    for (int partition : partitions) {
      loader.assign(partition, new Assignment(0, CommitNote.NONE, 0), Optional.empty());
    }
    return loader;
  }

  private TableRef ref() {
    return new TableRef(EmulatedBigQuery.PROJECT, dataset, "t");
  }

  /// Rows of a query; `TABLE` is the table.
  List<List<String>> query(String sql) {
    return bigQuery.query(sql.replace("TABLE", "`" + dataset + "`.t"));
  }

  /// Has partition 0 read rows of a schema.
  void write(TableSchema schema, String... rows) {
    write(replicas.getFirst(), 0, schema, rows);
  }

  void write(TableLoader loader, int partition, TableSchema schema, String... rows) {
    kafka.schema(schema);
    List<SourceRecord> records = new ArrayList<>();
    for (String row : rows) {
      records.add(record(partition, schema, row));
    }
    written.addAll(records);
    loader.receive(partition, records, next[partition]);
  }

  /// The source is another one from here on: a restored database, or a new slot.
  void newEpoch() {
    epoch++;
    ordinal = 0;
  }

  /// Where the source stands.
  SequenceNumber now() {
    return new SequenceNumber(epoch, ordinal);
  }

  /// Has partition 0 read a control record.
  void write(ControlRecord control) {
    SourceRecord record =
        new SourceRecord(
            new SourcePartition(TOPIC, 0),
            next[0]++,
            0,
            null,
            control.toJson(),
            List.of(
                new SourceRecord.Header(Headers.VERSION, "1".getBytes(UTF_8)),
                new SourceRecord.Header(Headers.CONTROL, control.kind().code().getBytes(UTF_8)),
                new SourceRecord.Header(
                    Headers.SEQUENCE,
                    new SequenceNumber(epoch, ordinal++).toString().getBytes(UTF_8))));
    written.add(record);
    replicas.getFirst().receive(0, List.of(record), next[0]);
  }

  /// The loader of partition 0 is killed; another one begins where it had settled.
  void restart() {
    TableLoader killed = replicas.removeFirst();
    Settled settled = killed.settled().values().iterator().next();
    killed.stop();
    TableLoader successor = start();
    successor.assign(
        0, new Assignment(settled.position(), settled.note(), ++leases), Optional.empty());
    successor.receive(
        0,
        written.stream().filter(record -> record.offset() >= settled.position()).toList(),
        next[0]);
  }

  private SourceRecord record(int partition, TableSchema schema, String row) {
    String after = row.replace('\'', '"');
    boolean deletes = after.startsWith("-");
    String key = deletes ? after.substring(1) : after.replaceFirst("(\\{\"id\":[^,}]*).*", "$1}");
    String value =
        deletes
            ? "{\"before\":null,\"after\":null,\"source\":{\"ts_us\":5},\"op\":\"d\"}"
            : "{\"after\":%s,\"source\":{\"ts_us\":5},\"op\":\"c\"}".formatted(after);
    return new SourceRecord(
        new SourcePartition(TOPIC, partition),
        next[partition]++,
        0,
        key.getBytes(UTF_8),
        value.getBytes(UTF_8),
        List.of(
            new SourceRecord.Header(Headers.VERSION, "1".getBytes(UTF_8)),
            new SourceRecord.Header(Headers.SCHEMA, schema.fingerprint().hex().getBytes(UTF_8)),
            new SourceRecord.Header(
                Headers.SEQUENCE,
                new SequenceNumber(epoch, ordinal++).toString().getBytes(UTF_8))));
  }

  /// Lets time pass for the loader and for BigQuery.
  void pass(Duration duration) {
    bigQuery.advance(duration);
    ahead = ahead.plus(duration);
    replicas.forEach(TableLoader::flush);
  }

  TableStatus status() {
    return replicas.getFirst().status();
  }

  /// Waits until everything that was written is settled.
  void awaitSettled() {
    await().atMost(LIMIT).until(this::isSettled);
  }

  /// Lets time pass until everything that was written is settled.
  void passUntilSettled(Duration step) {
    await()
        .atMost(LIMIT)
        .until(() -> {
          pass(step);
          return isSettled();
        });
  }

  boolean isSettled() {
    for (TableLoader loader : replicas) {
      for (var each : loader.settled().entrySet()) {
        Settled settled = each.getValue();
        if (settled.position() < next[each.getKey().partition()]) {
          return false;
        }
      }
    }
    return replicas.stream().noneMatch(loader -> loader.settled().isEmpty());
  }

  @Override
  public void close() {
    replicas.forEach(TableLoader::stop);
    bigQuery.heal();
  }
}
