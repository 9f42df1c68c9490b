package dev.hayase.loader.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.event.wire.Headers;
import dev.hayase.loader.batch.Assignment;
import dev.hayase.loader.batch.BatchLimits;
import dev.hayase.loader.batch.CommitNote;
import dev.hayase.loader.batch.Settled;
import dev.hayase.loader.flow.FlightWindow;
import dev.hayase.loader.flow.Gate;
import dev.hayase.loader.flow.Knobs;
import dev.hayase.loader.flow.Steering;
import dev.hayase.pipeline.TableSettings;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Loaders of one table, one after the other, before a scripted outside.
final class TableUnderTest implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(10);
  static final ChangeTopic TOPIC = new ChangeTopic("school", "public", "answers");
  static final SourcePartition PARTITION = new SourcePartition(TOPIC.name(), 0);
  static final TableSchema SCHEMA =
      TableSchema.of(
          List.of(Column.nullable("id", ColumnType.INT64), Column.nullable("v", ColumnType.STRING)),
          List.of("id"));

  final ScriptedWarehouse outside = new ScriptedWarehouse().schema(SCHEMA);
  final CountedMetrics metrics = new CountedMetrics();

  /// All tables' way to BigQuery; its clock goes on only as the test says.
  final Gate gate = new Gate(new FlightWindow(1 << 20), () -> Instant.EPOCH.plus(this.ahead));

  private final Supplier<TopicFormat> format;
  private final ExecutorService elsewhere = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Duration ahead = Duration.ZERO;
  private long leases;
  private final List<TableLoader> started = new ArrayList<>();

  /// Of a topic that Hayase's own capture writes.
  TableUnderTest() {
    this.format = () -> new TopicFormat(new HayaseFormat(), outside);
  }

  /// @param format a new one for each loader
  TableUnderTest(Supplier<TopicFormat> format) {
    this.format = format;
  }

  /// Lets the loaders' clock go on by this much.
  void pass(Duration time) {
    ahead = ahead.plus(time);
    started.forEach(TableLoader::flush);
  }

  /// A loader with partition 0 from its beginning.
  TableLoader start(TableMode mode, CommitNote note) {
    return start(mode, TableSettings.DEFAULT, 0, note);
  }

  TableLoader start(TableMode mode, TableSettings settings, long offset, CommitNote note) {
    TableLoader loader = start(mode, settings);
    assign(loader, offset, note);
    return loader;
  }

  /// A loader without any partition.
  TableLoader start(TableMode mode, TableSettings settings) {
    TableContext context =
        new TableContext(
            outside,
            outside,
            outside,
            outside,
            outside,
            outside,
            new Folding(outside),
            new Steering(
                gate,
                _ -> Knobs.usual(new BatchLimits(100, 1 << 20, 5), Priority.NORMAL),
                InstantSource.system()),
            new Pauses(),
            metrics,
            () -> Instant.now().plus(ahead),
            elsewhere);
    TableLoader loader =
        new TableLoader(TOPIC.name(), new TableRef("p", "d", "t"), mode, settings, format, context);
    started.add(loader);
    Thread.ofVirtual().start(loader);
    return loader;
  }

  void assign(TableLoader loader, long offset, CommitNote note) {
    loader.assign(0, new Assignment(offset, note, ++leases), Optional.empty());
  }

  /// SIGKILL, as far as a thread can suffer it: nothing of what the loader knew goes on.
  CommitNote kill(TableLoader loader) {
    CommitNote committed = settled(loader).note();
    loader.stop();
    return committed;
  }

  static void awaitSettled(TableLoader loader, long position) {
    await().atMost(LIMIT).until(() -> settled(loader).position() == position);
  }

  static Settled settled(TableLoader loader) {
    return loader.settled().getOrDefault(PARTITION, new Settled(-1, CommitNote.NONE, -1));
  }

  static List<SourceRecord> records(int from, int count) {
    List<SourceRecord> records = new ArrayList<>();
    for (int offset = from; offset < from + count; offset++) {
      records.add(change(offset, offset));
    }
    return records;
  }

  /// A change of the row with this id.
  static SourceRecord change(long offset, long id) {
    return change(offset, id, SCHEMA, "{\"id\":%d,\"v\":\"x\"}".formatted(id));
  }

  static SourceRecord change(long offset, long id, TableSchema schema, String after) {
    return record(
        offset,
        id,
        "{\"after\":%s,\"source\":{\"ts_us\":5},\"op\":\"c\"}".formatted(after),
        List.of(header(Headers.SCHEMA, schema.fingerprint().hex())));
  }

  static SourceRecord delete(long offset, long id) {
    return record(
        offset,
        id,
        "{\"after\":null,\"source\":{\"ts_us\":5},\"op\":\"d\"}",
        List.of(header(Headers.SCHEMA, SCHEMA.fingerprint().hex())));
  }

  static SourceRecord control(long offset, ControlRecord control) {
    return record(
        offset,
        null,
        new String(control.toJson(), UTF_8),
        List.of(header(Headers.CONTROL, control.kind().code())));
  }

  private static SourceRecord record(
      long offset, @Nullable Long id, String value, List<SourceRecord.Header> more) {
    List<SourceRecord.Header> headers = new ArrayList<>(more);
    headers.add(header(Headers.VERSION, "1"));
    headers.add(header(Headers.SEQUENCE, new SequenceNumber(1, offset).toString()));
    return new SourceRecord(
        PARTITION,
        offset,
        0,
        id == null ? null : "{\"id\":%d}".formatted(id).getBytes(UTF_8),
        value.getBytes(UTF_8),
        headers);
  }

  private static SourceRecord.Header header(String name, String value) {
    return new SourceRecord.Header(name, value.getBytes(UTF_8));
  }

  @Override
  public void close() {
    started.forEach(TableLoader::stop);
    elsewhere.shutdownNow();
  }
}
