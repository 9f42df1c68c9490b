package dev.hayase.benchmarks.faults.aggregation;

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
import dev.hayase.event.wire.Headers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes records as the cdc-service writes them, each with the next number.
final class ShopLog {
  private SequenceNumber last;

  /// @param epoch of the numbers
  ShopLog(long epoch) {
    this.last = new SequenceNumber(epoch, 0);
  }

  ShopRecord created(ShopRow row, Instant now) {
    return change(row, new ChangeEvent(Operation.CREATE, null, image(row), origin(row, now)), now);
  }

  ShopRecord updated(ShopRow before, ShopRow after, Instant now) {
    return change(
        after,
        new ChangeEvent(Operation.UPDATE, image(before), image(after), origin(after, now)),
        now);
  }

  ShopRecord deleted(ShopRow row, Instant now) {
    return change(row, new ChangeEvent(Operation.DELETE, image(row), null, origin(row, now)), now);
  }

  /// A delete without a value.
  ShopRecord tombstone(ShopRow row) {
    return new ShopRecord(row.table(), partition(row), key(row), null, headers(row.table(), null));
  }

  ShopRecord read(ShopRow row, String snapshot, Instant now) {
    Origin origin =
        new Origin(
            "postgresql",
            ShopTable.SOURCE,
            ShopTable.SOURCE,
            ShopTable.SCHEMA,
            row.table().topic().table(),
            micros(now),
            true,
            null,
            null);
    ChangeEvent event = new ChangeEvent(Operation.READ, null, image(row), origin);
    return new ShopRecord(
        row.table(),
        partition(row),
        key(row),
        text(event.toJson(micros(now))),
        headers(row.table(), snapshot));
  }

  /// One for each partition.
  List<ShopRecord> snapshotStart(ShopTable table, String snapshot, Instant now) {
    return controls(
        table,
        first ->
            new SnapshotStart(table.topic(), ShopTable.PARTITIONS, micros(now), snapshot, first));
  }

  /// One for each partition.
  ///
  /// @param startedAt the number of the first record of the snapshot's start
  List<ShopRecord> snapshotEnd(
      ShopTable table, String snapshot, SequenceNumber startedAt, Instant now) {
    return controls(
        table,
        _ ->
            new SnapshotEnd(table.topic(), ShopTable.PARTITIONS, micros(now), snapshot, startedAt));
  }

  /// One for each partition.
  List<ShopRecord> truncate(ShopTable table, Instant now) {
    return controls(
        table, first -> new Truncate(table.topic(), ShopTable.PARTITIONS, micros(now), first));
  }

  private List<ShopRecord> controls(ShopTable table, Function<SequenceNumber, ControlRecord> kind) {
    ControlRecord control = kind.apply(last.next());
    List<ShopRecord> copies = new ArrayList<>();
    for (int partition = 0; partition < ShopTable.PARTITIONS; partition++) {
      copies.add(
          new ShopRecord(
              table,
              partition,
              null,
              text(control.toJson()),
              Map.of(
                  Headers.VERSION,
                  "1",
                  Headers.SEQUENCE,
                  next().toString(),
                  Headers.CONTROL,
                  control.kind().code())));
    }
    return copies;
  }

  private ShopRecord change(ShopRow row, ChangeEvent event, Instant now) {
    return new ShopRecord(
        row.table(),
        partition(row),
        key(row),
        text(event.toJson(micros(now))),
        headers(row.table(), null));
  }

  /// @param snapshot that read the row, if one did
  Map<String, String> headers(ShopTable table, @Nullable String snapshot) {
    Map<String, String> headers = new HashMap<>();
    headers.put(Headers.VERSION, "1");
    headers.put(Headers.SEQUENCE, next().toString());
    headers.put(Headers.SCHEMA, table.schema().fingerprint().hex());
    if (snapshot != null) {
      headers.put(Headers.SNAPSHOT, snapshot);
    }
    return headers;
  }

  /// The number that was given last.
  SequenceNumber last() {
    return last;
  }

  private SequenceNumber next() {
    last = last.next();
    return last;
  }

  static String key(ShopRow row) {
    return "{\"id\":" + row.id() + "}";
  }

  private static int partition(ShopRow row) {
    return Math.floorMod(row.id(), ShopTable.PARTITIONS);
  }

  private static Origin origin(ShopRow row, Instant now) {
    return new Origin(
        "postgresql",
        ShopTable.SOURCE,
        ShopTable.SOURCE,
        ShopTable.SCHEMA,
        row.table().topic().table(),
        micros(now),
        false,
        1L,
        1L);
  }

  private static RowImage image(ShopRow row) {
    return RowImage.of(row.json());
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static String text(byte[] json) {
    return new String(json, UTF_8);
  }
}
