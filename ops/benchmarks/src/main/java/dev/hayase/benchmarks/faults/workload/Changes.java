package dev.hayase.benchmarks.faults.workload;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.schema.TableSchema;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Draws single changes, in Debezium's envelope.
final class Changes {
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
  private static final long FIRST_COMMIT_MICROS = 1_760_000_000_000_000L;
  private static final int UNFIT_ONE_IN = 700;
  private static final String NO_SCHEMA = "00000000000000000000000000000bad";

  private final Random random;
  private final Values values;

  /// Reckoned once for each schema object, and not once for each row.
  private final IdentityHashMap<TableSchema, String> fingerprints = new IdentityHashMap<>();

  private long micros = FIRST_COMMIT_MICROS;

  Changes(Random random) {
    this.random = random;
    this.values = new Values(random);
  }

  /// A change without its number. A control record is as many records as there are partitions.
  interface Draft {
    List<Change> at(SequenceNumber first);
  }

  /// Adds a change to a table: one record, two where a key changed or a tombstone follows.
  void add(WorkloadTable table, int version, List<Draft> drafts) {
    micros += random.nextInt(2_000);
    TableSchema schema = table.versions().get(version);
    if (!table.keyed()) {
      drafts.add(
          keyless(table, schema, envelope("c", null, values.row(schema, new JsonObject()), false)));
      return;
    }
    long number = random.nextLong(table.keys());
    JsonObject key = Values.key(table, number);
    int dice = random.nextInt(100);
    if (dice < 12) {
      @Nullable JsonObject before = random.nextBoolean() ? null : values.row(schema, key);
      drafts.add(row(table, schema, key, envelope("d", before, null, false), null, Fate.LOADED));
      if (random.nextInt(8) == 0) {
        drafts.add(row(table, schema, key, null, null, Fate.SKIPPED));
      }
    } else if (dice < 17) {
      // A changed primary key: Debezium writes a delete of the old and a create of the new.
      JsonObject other = Values.key(table, random.nextLong(table.keys()));
      drafts.add(row(table, schema, key, envelope("d", null, null, false), null, Fate.LOADED));
      drafts.add(upsert(table, schema, other, "c"));
    } else {
      drafts.add(upsert(table, schema, key, dice < 50 ? "c" : "u"));
    }
  }

  private Draft upsert(WorkloadTable table, TableSchema schema, JsonObject key, String op) {
    JsonObject after = values.row(schema, key);
    if (random.nextInt(UNFIT_ONE_IN) == 0) {
      return unfit(table, schema, key, op, after);
    }
    @Nullable JsonObject before =
        op.equals("u") && random.nextInt(4) == 0 ? values.row(schema, key) : null;
    return row(table, schema, key, envelope(op, before, after, false), null, Fate.LOADED);
  }

  private Draft unfit(
      WorkloadTable table, TableSchema schema, JsonObject key, String op, JsonObject after) {
    int how = random.nextInt(3);
    if (how == 0 && schema.column("amount").isPresent()) {
      after.addProperty("amount", "NaN");
    } else if (how == 1) {
      return row(table, NO_SCHEMA, key, envelope(op, null, after, false), null, Fate.PARKED);
    } else {
      String whole = envelope(op, null, after, false);
      return row(table, schema, key, whole.substring(0, whole.length() / 2), null, Fate.PARKED);
    }
    return row(table, schema, key, envelope(op, null, after, false), null, Fate.PARKED);
  }

  Draft snapshotRow(WorkloadTable table, int version, long number, String id) {
    TableSchema schema = table.versions().get(version);
    JsonObject key = table.keyed() ? Values.key(table, number) : new JsonObject();
    String value = envelope("r", null, values.row(schema, key), true);
    return table.keyed()
        ? row(table, schema, key, value, id, Fate.LOADED)
        : at(
            table,
            random.nextInt(table.partitions()),
            fingerprint(schema),
            null,
            value,
            id,
            Fate.LOADED);
  }

  Draft snapshotStart(WorkloadTable table, String id, SequenceNumber startedAt) {
    return control(
        table,
        _ ->
            new ControlRecord.SnapshotStart(
                table.topic(), table.partitions(), micros, id, startedAt));
  }

  Draft snapshotEnd(WorkloadTable table, String id, SequenceNumber startedAt) {
    return control(
        table,
        _ ->
            new ControlRecord.SnapshotEnd(
                table.topic(), table.partitions(), micros, id, startedAt));
  }

  Draft truncate(WorkloadTable table) {
    return control(
        table,
        first -> new ControlRecord.Truncate(table.topic(), table.partitions(), micros, first));
  }

  private static Draft control(WorkloadTable table, Function<SequenceNumber, ControlRecord> make) {
    return first -> {
      ControlRecord control = make.apply(first);
      List<Change> copies = new ArrayList<>();
      SequenceNumber number = first;
      for (int partition = 0; partition < table.partitions(); partition++) {
        copies.add(new Change.Control(table, partition, number, control));
        number = number.next();
      }
      return copies;
    };
  }

  private Draft keyless(WorkloadTable table, TableSchema schema, String value) {
    return at(
        table,
        random.nextInt(table.partitions()),
        fingerprint(schema),
        null,
        value,
        null,
        Fate.LOADED);
  }

  private Draft row(
      WorkloadTable table,
      TableSchema schema,
      JsonObject key,
      @Nullable String value,
      @Nullable String snapshotId,
      Fate fate) {
    return row(table, fingerprint(schema), key, value, snapshotId, fate);
  }

  private static Draft row(
      WorkloadTable table,
      String fingerprint,
      JsonObject key,
      @Nullable String value,
      @Nullable String snapshotId,
      Fate fate) {
    String text = GSON.toJson(key);
    int partition = Math.floorMod(text.hashCode() * 31 + text.length(), table.partitions());
    return at(table, partition, fingerprint, text, value, snapshotId, fate);
  }

  private static Draft at(
      WorkloadTable table,
      int partition,
      String fingerprint,
      @Nullable String key,
      @Nullable String value,
      @Nullable String snapshotId,
      Fate fate) {
    return first ->
        List.of(new Change.Row(table, partition, first, fingerprint, key, value, snapshotId, fate));
  }

  private String fingerprint(TableSchema schema) {
    return fingerprints.computeIfAbsent(schema, s -> s.fingerprint().hex());
  }

  private String envelope(
      String op, @Nullable JsonObject before, @Nullable JsonObject after, boolean snapshot) {
    return """
    {"before":%s,"after":%s,"source":{"connector":"postgresql","name":"faults","ts_ms":%d,"ts_us":%d,"snapshot":"%s"},\
    "op":"%s","ts_ms":1}\
    """
        .formatted(GSON.toJson(before), GSON.toJson(after), micros / 1_000, micros, snapshot, op);
  }
}
