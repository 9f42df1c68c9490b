package dev.hayase.records.row;

import dev.hayase.records.table.OwnColumns;
import dev.hayase.records.table.TableMode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Encodes change records in one pass over their bytes: the row after the change is written while
/// the envelope is read. Used by one thread at a time.
public final class RowEncoder {
  /// BigQuery takes 10 MiB per request; the request has other parts, too.
  public static final int LARGEST_ROW = 9 << 20;

  private static final byte[] TRUNCATE = utf8("t");
  private static final byte[] SNAPSHOT_END = utf8(OwnColumns.SNAPSHOT_END);

  private final Envelope envelope = new Envelope();
  private final JsonCursor json = new JsonCursor();
  private final ProtoBuffer out = new ProtoBuffer();
  private final OwnFields own = new OwnFields(out);

  /// Encodes a change.
  public Encoded encode(RowPlan plan, ChangeRecord change) {
    try {
      out.clear();
      envelope.read(change.value(), after -> writeRow(plan, after));
      switch (plan.mode()) {
        case MIRROR -> finishMirror(plan, change);
        case HISTORY -> finishHistory(plan, change);
        case APPEND -> throw new IllegalArgumentException("A change is no document");
      }
      return own.sized(envelope.commitMicros(), envelope.snapshot());
    } catch (Unfit unfit) {
      return new Encoded.Unfit(unfit.reason(), Optional.ofNullable(unfit.column()));
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  /// The deletion of a mirror's row that nobody deleted one by one: a ghost, or a row that a
  /// truncate removed.
  ///
  /// @param key JSON of the row's key
  /// @param sequence as of which the row is gone
  public Encoded encodeDeletion(RowPlan plan, byte[] key, String sequence) {
    try {
      out.clear();
      writeKey(plan, key);
      own.mirror(plan, true, sequence);
      return own.sized(0, true);
    } catch (Unfit unfit) {
      return new Encoded.Unfit(unfit.reason(), Optional.ofNullable(unfit.column()));
    }
  }

  /// A history table's row for a truncate: it has no values.
  public Encoded encodeTruncate(RowPlan plan, ChangeRecord control, long micros) {
    out.clear();
    historyColumns(plan, control, TRUNCATE, micros);
    return own.sized(micros, false);
  }

  /// A history table's row for the end of a snapshot, which names it and has no values.
  public Encoded encodeSnapshotEnd(RowPlan plan, ChangeRecord control, long micros) {
    out.clear();
    historyColumns(plan, control, SNAPSHOT_END, micros);
    return own.sized(micros, true);
  }

  /// A record that finds an error of ours must not stop its table; it is whole in the dead letters.
  static Encoded failed(RuntimeException e) {
    return new Encoded.Unfit(
        "the loader failed to encode it: " + e.getClass().getName(), Optional.empty());
  }

  private void finishMirror(RowPlan plan, ChangeRecord change) {
    if (envelope.deletes()) {
      byte[] key = change.key();
      if (key == null) {
        throw new Unfit("a delete came without a key");
      }
      writeKey(plan, key);
    }
    own.mirror(plan, envelope.deletes(), change.sequence());
  }

  private void finishHistory(RowPlan plan, ChangeRecord change) {
    if (envelope.deletes()) {
      byte[] key = change.key();
      if (envelope.hasBefore()) {
        json.reset(change.value(), envelope.beforeStart(), envelope.beforeEnd());
        writeRow(plan, json);
      } else if (key != null) {
        writeKey(plan, key);
      } else {
        throw new Unfit("a delete came with neither a key nor the row before it");
      }
    }
    historyColumns(plan, change, envelope.operation(), envelope.commitMicros());
  }

  private void historyColumns(RowPlan plan, ChangeRecord change, byte[] operation, long micros) {
    own.history(
        plan,
        operation,
        micros,
        change.sequence(),
        change.snapshotId(),
        change.partition(),
        change.offset());
  }

  private void writeKey(RowPlan plan, byte[] key) {
    json.reset(key);
    plan.columns().writeKey(json, out);
    json.expectEnd();
  }

  private void writeRow(RowPlan plan, JsonCursor cursor) {
    plan.columns().write(cursor, out, plan.mode() == TableMode.MIRROR);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
