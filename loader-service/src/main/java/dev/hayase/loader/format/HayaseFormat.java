package dev.hayase.loader.format;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.schema.Fingerprint;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Headers;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.event.wire.WireVersion;
import dev.hayase.event.wire.WireVersion.UnknownWireVersionException;
import dev.hayase.loader.batch.SourceRecord;
import dev.hayase.loader.row.ChangeRecord;
import dev.hayase.loader.row.Encoded;
import dev.hayase.loader.row.RowEncoder;
import dev.hayase.loader.row.RowPlan;
import dev.hayase.loader.table.TableMode;
import dev.hayase.loader.table.TableShape;
import java.util.Optional;

/// Hayase's own change records: Debezium's envelope, with the fingerprint of the schema, the number
/// in the source's order and the version in headers. A schema key is a fingerprint.
public final class HayaseFormat implements RecordFormat {
  private final RowEncoder encoder = new RowEncoder();

  /// The record before mostly has the same schema.
  private Reading.Row last = new Reading.Row("");

  @Override
  public Reading read(SourceRecord record) {
    try {
      record
          .header(Headers.VERSION)
          .ifPresent(v -> WireVersion.check(v, record.partition().toString()));
      if (record.header(Headers.CONTROL).isPresent()) {
        return control(record);
      }
      return record.value() == null ? Reading.Nothing.INSTANCE : row(record);
    } catch (UnknownWireVersionException e) {
      return new Reading.Halting(
          String.valueOf(e.getMessage()), "Upgrade the loader; nothing is lost meanwhile");
    } catch (MalformedRecordException e) {
      return new Reading.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static Reading control(SourceRecord record) {
    byte[] value = record.value();
    if (value == null) {
      throw new MalformedRecordException("A control record has no value");
    }
    return new Reading.Control(ControlRecord.fromJson(value), sequence(record));
  }

  private Reading row(SourceRecord record) {
    String text = needed(record, Headers.SCHEMA);
    if (!text.equals(last.schemaKey())) {
      try {
        last = new Reading.Row(new Fingerprint(text).hex());
      } catch (IllegalArgumentException e) {
        throw new MalformedRecordException(String.valueOf(e.getMessage()), e);
      }
    }
    return last;
  }

  private static SequenceNumber sequence(SourceRecord record) {
    try {
      return SequenceNumber.parse(needed(record, Headers.SEQUENCE));
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String needed(SourceRecord record, String header) {
    return record
        .header(header)
        .orElseThrow(() -> new MalformedRecordException("The record has no header " + header));
  }

  @Override
  public String unknown(String schemaKey) {
    return "its schema " + schemaKey + " is not in the topic " + Topics.SCHEMAS;
  }

  @Override
  public Compiled compile(String schemaKey, TableSchema schema, TableMode mode, TableShape shape) {
    return Compiled.of(RowPlan.compile(schema, mode, shape), Rows::new);
  }

  private static ChangeRecord change(SourceRecord record) {
    byte[] value = record.value();
    if (value == null) {
      throw new MalformedRecordException("The record has no value");
    }
    return new ChangeRecord(
        record.key(),
        value,
        sequence(record).toString(),
        record.header(Headers.SNAPSHOT).orElse(null),
        record.partition().partition(),
        record.offset());
  }

  private final class Rows implements RowEncoding {
    private final RowPlan plan;

    private Rows(RowPlan plan) {
      this.plan = plan;
    }

    @Override
    public TableMode mode() {
      return plan.mode();
    }

    @Override
    public TableShape shape() {
      return plan.shape();
    }

    @Override
    public Encoded encode(SourceRecord record) {
      try {
        return encoder.encode(plan, change(record));
      } catch (MalformedRecordException e) {
        return new Encoded.Unfit(String.valueOf(e.getMessage()), Optional.empty());
      }
    }
  }
}
