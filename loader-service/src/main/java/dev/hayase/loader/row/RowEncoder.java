package dev.hayase.loader.row;

import dev.hayase.loader.table.OwnColumns;
import dev.hayase.loader.table.TableMode;
import dev.hayase.loader.table.TableShape;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Encodes change records in one pass over their bytes: the row after the change is written while
/// the envelope is read. Used by one thread at a time.
public final class RowEncoder {
  /// BigQuery takes 10 MiB per request; the request has other parts, too.
  public static final int LARGEST_ROW = 9 << 20;

  private static final byte[] UPSERT = utf8("UPSERT");
  private static final byte[] DELETE = utf8("DELETE");
  private static final byte[] TRUNCATE = utf8("t");

  private final Envelope envelope = new Envelope();
  private final JsonCursor json = new JsonCursor();
  private final ProtoBuffer out = new ProtoBuffer();

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
      return sized(envelope.commitMicros(), envelope.snapshot());
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
      pseudoColumns(plan, DELETE, sequence);
      return sized(0, true);
    } catch (Unfit unfit) {
      return new Encoded.Unfit(unfit.reason(), Optional.ofNullable(unfit.column()));
    }
  }

  /// A history table's row for a truncate: it has no values.
  public Encoded encodeTruncate(RowPlan plan, ChangeRecord control, long micros) {
    out.clear();
    historyColumns(plan, control, TRUNCATE, micros);
    return sized(micros, false);
  }

  /// A record that finds an error of ours must not stop its table; it is whole in the dead letters.
  static Encoded failed(RuntimeException e) {
    return new Encoded.Unfit(
        "the loader failed to encode it: " + e.getClass().getName(), Optional.empty());
  }

  private Encoded sized(long commitMicros, boolean snapshot) {
    return sized(out, commitMicros, snapshot);
  }

  /// The finished row, unless no request could hold it.
  static Encoded sized(ProtoBuffer out, long commitMicros, boolean snapshot) {
    return out.size() <= LARGEST_ROW
        ? new Encoded.Row(out.toByteArray(), commitMicros, snapshot)
        : new Encoded.Unfit(
            "the row takes "
                + out.size()
                + " bytes, and no more than "
                + LARGEST_ROW
                + " fit into a request to BigQuery",
            Optional.empty());
  }

  private void finishMirror(RowPlan plan, ChangeRecord change) {
    if (envelope.deletes()) {
      byte[] key = change.key();
      if (key == null) {
        throw new Unfit("a delete came without a key");
      }
      writeKey(plan, key);
    }
    pseudoColumns(plan, envelope.deletes() ? DELETE : UPSERT, change.sequence());
  }

  private void pseudoColumns(RowPlan plan, byte[] changeType, String sequence) {
    byte[] sequenceBytes = utf8(sequence);
    text(TableShape.CHANGE_TYPE, changeType);
    text(TableShape.CHANGE_SEQUENCE_NUMBER, sequenceBytes);
    text(plan.number(OwnColumns.SEQUENCE), sequenceBytes);
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
    text(plan.number(OwnColumns.OPERATION), operation);
    integer(plan.number(OwnColumns.COMMITTED_AT), micros);
    text(plan.number(OwnColumns.SEQUENCE), utf8(change.sequence()));
    if (change.snapshotId() != null) {
      text(plan.number(OwnColumns.SNAPSHOT_ID), utf8(change.snapshotId()));
    }
    integer(plan.number(OwnColumns.PARTITION), change.partition());
    integer(plan.number(OwnColumns.OFFSET), change.offset());
  }

  private void writeKey(RowPlan plan, byte[] key) {
    json.reset(key);
    plan.columns().writeKey(json, out);
    json.expectEnd();
  }

  private void writeRow(RowPlan plan, JsonCursor cursor) {
    plan.columns().write(cursor, out, plan.mode() == TableMode.MIRROR);
  }

  private void text(int number, byte[] value) {
    out.varint(ProtoBuffer.tag(number, ProtoBuffer.LENGTH_DELIMITED));
    out.delimited(value);
  }

  private void integer(int number, long value) {
    out.varint(ProtoBuffer.tag(number, ProtoBuffer.VARINT));
    out.varint(value);
  }

  private static byte[] utf8(@Nullable String text) {
    return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
  }
}
