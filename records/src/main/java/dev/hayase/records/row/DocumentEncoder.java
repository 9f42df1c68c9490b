package dev.hayase.records.row;

import dev.hayase.records.SourceRecord;
import dev.hayase.records.table.TableMode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Encodes the records of producers that send a document and no change: the value is the row, or,
/// of a CloudEvent in structured mode, the event's data are. One pass over the bytes. Used by one
/// thread at a time.
public final class DocumentEncoder {
  /// The column that takes a document whole.
  public static final String DATA = "data";

  /// The column that takes the key of a record whose document is taken whole.
  public static final String KEY = "key";

  private static final byte[] HEX = utf8("0123456789abcdef");
  private static final int SEQUENCE_DIGITS = 16;

  private final EventAttributes event = new EventAttributes();
  private final JsonCursor json = new JsonCursor();
  private final RecordKey key = new RecordKey();
  private final ProtoBuffer out = new ProtoBuffer();
  private final ProtoBuffer keyOfDocument = new ProtoBuffer();
  private final ProtoBuffer keyOfRecord = new ProtoBuffer();
  private final ProtoBuffer scratch = new ProtoBuffer();
  private final OwnFields own = new OwnFields(out);

  /// What is done with the document that is under the cursor.
  private interface Body {
    void write(JsonCursor document);
  }

  /// The record's row in a table that holds each record: the document's fields are the columns.
  public Encoded append(RowPlan plan, SourceRecord record) {
    return encoded(
        record,
        () -> {
          document(record, document -> fields(plan, document));
          own.append(plan, record, event);
        });
  }

  /// The record's row in a table that holds each record, its document whole.
  ///
  /// @param keyNumber the field number of the column [#KEY]
  public Encoded appendWhole(RowPlan plan, FieldWriter data, int keyNumber, SourceRecord record) {
    return encoded(
        record,
        () -> {
          document(record, document -> data.write(document, out));
          own.text(keyNumber, checked(record.key()));
          own.append(plan, record, event);
        });
  }

  /// The record's row in a mirror: a document replaces the row of its key, none deletes it. The
  /// order is that of the partition, which the record's key chooses: so it has to be the
  /// document's.
  public Encoded mirror(RowPlan plan, SourceRecord record) {
    return encoded(
        record,
        () -> {
          boolean deletes = record.value() == null;
          if (deletes) {
            deleted(plan, record);
          } else {
            document(record, document -> fields(plan, document));
            checkKey(plan.columns(), record);
          }
          own.mirror(plan, deletes, sequence(record.offset()));
        });
  }

  private Encoded encoded(SourceRecord record, Runnable row) {
    try {
      out.clear();
      event.read(record);
      row.run();
      boolean timeless = !event.timed() && record.timestampMillis() == OwnFields.NO_TIME;
      long micros = event.timed() ? event.micros() : record.timestampMillis() * 1000;
      return own.sized(micros, timeless);
    } catch (Unfit unfit) {
      return new Encoded.Unfit(unfit.reason(), Optional.ofNullable(unfit.column()));
    } catch (RuntimeException e) {
      return RowEncoder.failed(e);
    }
  }

  private void document(SourceRecord record, Body body) {
    byte[] value = record.value();
    if (value == null) {
      return;
    }
    json.reset(value);
    if (event.structured()) {
      event.read(json, body::write);
    } else {
      body.write(json);
    }
    json.expectEnd();
  }

  private void fields(RowPlan plan, JsonCursor document) {
    if (document.peek() != '{') {
      throw new Unfit("the record is no JSON object");
    }
    plan.columns().write(document, out, plan.mode() == TableMode.MIRROR);
  }

  private void deleted(RowPlan plan, SourceRecord record) {
    byte[] recordKey = record.key();
    if (recordKey == null) {
      throw new Unfit("a record without a value deletes the row of its key, and it has no key");
    }
    key.write(plan.columns(), recordKey, out);
  }

  private void checkKey(ObjectPlan columns, SourceRecord record) {
    byte[] recordKey = record.key();
    if (recordKey == null) {
      throw new Unfit("the record has no key, and rows of a mirror are told apart by it");
    }
    columns.copyKey(out, keyOfDocument);
    scratch.clear();
    key.write(columns, recordKey, scratch);
    columns.copyKey(scratch, keyOfRecord);
    if (!keyOfRecord.sameAs(keyOfDocument)) {
      throw new Unfit("the record's key is another one than its document's");
    }
  }

  private static byte @Nullable [] checked(byte @Nullable [] key) {
    if (key != null) {
      try {
        Utf8.check(key);
      } catch (Unfit unfit) {
        throw unfit.in(KEY);
      }
    }
    return key;
  }

  /// An offset as a change sequence number.
  private static byte[] sequence(long offset) {
    byte[] digits = new byte[SEQUENCE_DIGITS];
    for (int i = 0; i < SEQUENCE_DIGITS; i++) {
      digits[i] = HEX[(int) (offset >>> (60 - 4 * i)) & 0xF];
    }
    return digits;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
