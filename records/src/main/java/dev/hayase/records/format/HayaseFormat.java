package dev.hayase.records.format;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.schema.Fingerprint;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Headers;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.event.wire.WireVersion;
import dev.hayase.event.wire.WireVersion.UnknownWireVersionException;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.row.ChangeRecord;
import dev.hayase.records.row.Encoded;
import dev.hayase.records.row.RowEncoder;
import dev.hayase.records.row.RowPlan;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableShape;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Hayase's own change records: Debezium's envelope, with the fingerprint of the schema, the number
/// in the source's order and the version in headers. A schema key is a fingerprint.
public final class HayaseFormat implements RecordFormat {
  private final RowEncoder encoder = new RowEncoder();

  /// Headers of the record before, which mostly has the same: what was understood is known by its
  /// bytes.
  private byte @Nullable [] lastVersion;

  private byte @Nullable [] lastSchema;
  private Reading.Row last = new Reading.Row("");

  @Override
  public Reading read(SourceRecord record) {
    try {
      checkVersion(record);
      if (record.headerBytes(Headers.CONTROL) != null) {
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

  private void checkVersion(SourceRecord record) {
    byte[] version = record.headerBytes(Headers.VERSION);
    if (version != null && !Arrays.equals(version, lastVersion)) {
      WireVersion.check(text(version), record.partition().toString());
      lastVersion = version;
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
    byte[] schema = needed(record, Headers.SCHEMA);
    if (!Arrays.equals(schema, lastSchema)) {
      try {
        last = new Reading.Row(new Fingerprint(text(schema)).hex());
        lastSchema = schema;
      } catch (IllegalArgumentException e) {
        throw new MalformedRecordException(String.valueOf(e.getMessage()), e);
      }
    }
    return last;
  }

  private static SequenceNumber sequence(SourceRecord record) {
    try {
      return SequenceNumber.parse(text(needed(record, Headers.SEQUENCE)));
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException(String.valueOf(e.getMessage()), e);
    }
  }

  private static byte[] needed(SourceRecord record, String header) {
    byte[] value = record.headerBytes(header);
    if (value == null) {
      throw new MalformedRecordException("The record has no header " + header);
    }
    return value;
  }

  private static String text(byte[] header) {
    return new String(header, StandardCharsets.UTF_8);
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
