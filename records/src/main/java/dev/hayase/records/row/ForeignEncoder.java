package dev.hayase.records.row;

import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.records.connect.ChangeOrder;
import dev.hayase.records.connect.SourcePosition;
import dev.hayase.records.connect.SourcePosition.Field;
import dev.hayase.records.table.TableMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Encodes the changes of captures that are not Hayase's: Debezium's envelopes, its flattened rows,
/// MongoDB's documents. Their order is the source's, as far as the records tell it
/// ([SourcePosition]); else Kafka's. Used by one thread at a time.
public final class ForeignEncoder {
  private static final byte[] ID = "id".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] DELETION = {'d'};
  private static final long MILLI = 1000;

  private final ChangeOrder order;
  private final SourcePosition position = new SourcePosition();
  private final Envelope envelope;
  private final FlatMetadata metadata;
  private final JsonCursor json = new JsonCursor();
  private final ProtoBuffer out = new ProtoBuffer();
  private final OwnFields own = new OwnFields(out);
  private final EventAttributes event = new EventAttributes();
  private final RecordKey recordKey = new RecordKey();
  private final DocumentText document = new DocumentText();

  public ForeignEncoder(ChangeOrder order) {
    this.order = order;
    this.envelope = new Envelope(new SourceBlock(position));
    this.metadata = new FlatMetadata(position);
  }

  /// What makes a row of a record.
  @FunctionalInterface
  private interface Encoding {
    Encoded encode();
  }

  private Encoded guarded(ForeignRecord record, Encoding encoding) {
    try {
      begin(record);
      return encoding.encode();
    } catch (Unfit unfit) {
      return new Encoded.Unfit(unfit.reason(), Optional.ofNullable(unfit.column()));
    } catch (RuntimeException e) {
      return RowEncoder.failed(e);
    }
  }

  private void begin(ForeignRecord record) {
    out.clear();
    position.clear();
    position.epoch(order.epoch(record.record().timestampMillis()));
  }

  /// Where in the source's order an envelope stands that says that the table was emptied.
  ///
  /// @throws MalformedRecordException when it is none
  public String truncation(ForeignRecord record) {
    begin(record);
    try {
      envelope.read(value(record), record.from(), record.to(), JsonCursor::skipValue);
    } catch (Unfit unfit) {
      throw new MalformedRecordException(unfit.reason(), unfit);
    }
    placed();
    return position.sequence(record.record().offset());
  }

  /// Encodes an envelope.
  public Encoded envelope(RowPlan plan, ForeignRecord record) {
    return guarded(
        record,
        () -> {
          byte[] value = value(record);
          envelope.read(value, record.from(), record.to(), after -> writeRow(plan, after));
          if (envelope.deletes()) {
            writeDeleted(plan, record, value);
          }
          if (envelope.truncates() && plan.mode() != TableMode.HISTORY) {
            throw new Unfit("a truncate came with a key");
          }
          placed();
          finish(plan, record, envelope.deletes(), envelope.operation(), envelope.commitMicros());
          return own.sized(envelope.commitMicros(), envelope.snapshot());
        });
  }

  /// Encodes an envelope whose rows are documents: their identity stands in the record's key.
  public Encoded document(RowPlan plan, ForeignRecord record) {
    return guarded(
        record,
        () -> {
          byte[] value = value(record);
          document.begin();
          documentId(record);
          envelope.read(value, record.from(), record.to(), document::append);
          json.reset(document.bytes(), 0, document.end());
          if (envelope.deletes()) {
            plan.columns().writeKey(json, out);
          } else {
            writeRow(plan, json);
          }
          placed();
          finish(plan, record, envelope.deletes(), envelope.operation(), envelope.commitMicros());
          return own.sized(envelope.commitMicros(), envelope.snapshot());
        });
  }

  private void documentId(ForeignRecord record) {
    byte[] key = record.key();
    if (key == null) {
      throw new Unfit("a document came without a key");
    }
    json.reset(key, record.keyFrom(), record.keyTo());
    json.beginObject();
    while (json.nextField()) {
      if (json.textIs(ID)) {
        document.appendId(json);
      } else {
        json.skipValue();
      }
    }
  }

  /// Encodes a flattened row.
  ///
  /// @param positioned whether every change of the topic says where it stands, deletions too; else
  ///   Kafka's order rules
  public Encoded flat(RowPlan plan, ForeignRecord record, boolean positioned) {
    return guarded(
        record,
        () -> {
          byte[] value = value(record);
          metadata.read(value, record.from(), record.to());
          if (!positioned || !order.bySource()) {
            position.clear();
          }
          json.reset(value, record.from(), record.to());
          writeRow(plan, json);
          long micros = committed(metadata.commitMicros(), record);
          byte[] operation = {metadata.operation()};
          finish(plan, record, metadata.deleted(), operation, micros);
          return own.sized(micros, micros == 0 || metadata.operation() == 'r');
        });
  }

  /// Encodes a record with a key and no value: the row is gone. It says nothing of its place in the
  /// source's log, so that it changes nothing where deletions come as rows that do.
  public Encoded tombstone(RowPlan plan, ForeignRecord record) {
    return guarded(
        record,
        () -> {
          writeKey(plan, record);
          long micros = committed(0, record);
          finish(plan, record, true, DELETION, micros);
          return own.sized(micros, micros == 0);
        });
  }

  private void placed() {
    if (!order.bySource()) {
      position.clear();
      return;
    }
    position.number(Field.TS_MS, envelope.commitMicros() / MILLI);
    if (envelope.snapshot() || envelope.operation()[0] == 'r') {
      position.snapshot();
    }
  }

  /// When the source committed the change; the broker's time where nobody says, 0 where that is
  /// missing, too.
  private static long committed(long micros, ForeignRecord record) {
    long millis = record.record().timestampMillis();
    boolean told = micros != 0 || millis == OwnFields.NO_TIME;
    return told ? micros : millis * MILLI;
  }

  private static byte[] value(ForeignRecord record) {
    byte[] value = record.value();
    if (value == null) {
      throw new Unfit("the record has no value");
    }
    return value;
  }

  private void writeRow(RowPlan plan, JsonCursor cursor) {
    plan.columns().write(cursor, out, plan.mode() == TableMode.MIRROR);
  }

  private void writeDeleted(RowPlan plan, ForeignRecord record, byte[] value) {
    boolean keyFirst =
        plan.mode() == TableMode.MIRROR && record.keyIsPrimary() && record.key() != null;
    if (keyFirst || (!envelope.hasBefore() && record.key() != null)) {
      writeKey(plan, record);
    } else if (envelope.hasBefore()) {
      json.reset(value, envelope.beforeStart(), envelope.beforeEnd());
      writeRow(plan, json);
    } else {
      throw new Unfit("a delete came with neither a key nor the row before it");
    }
  }

  private void writeKey(RowPlan plan, ForeignRecord record) {
    byte[] key = record.key();
    if (key == null) {
      throw new Unfit("a delete came without a key");
    }
    boolean whole = record.keyFrom() == 0 && record.keyTo() == key.length;
    recordKey.write(
        plan.columns(),
        whole ? key : Arrays.copyOfRange(key, record.keyFrom(), record.keyTo()),
        out);
  }

  private void finish(
      RowPlan plan, ForeignRecord record, boolean deletes, byte[] operation, long micros) {
    if (deletes && plan.mode() == TableMode.APPEND) {
      throw new Unfit(
          "it is a deletion, and the table only appends: set mode: mirror or mode: history");
    }
    String sequence = position.sequence(record.record().offset());
    switch (plan.mode()) {
      case MIRROR -> own.mirror(plan, deletes, sequence);
      case HISTORY ->
          own.history(
              plan,
              operation,
              micros,
              sequence,
              null,
              record.record().partition().partition(),
              record.record().offset());
      case APPEND -> {
        event.read(record.record());
        own.append(plan, record.record(), event);
      }
    }
  }
}
