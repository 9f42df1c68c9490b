package dev.hayase.aggregation.source;

import dev.hayase.engine.plan.SourcePlan;
import dev.hayase.engine.value.JsonForm;
import dev.hayase.engine.value.RowJson;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.change.ChangeEvent;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.Column.Mode;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.topic.Topics;
import dev.hayase.event.wire.Headers;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.event.wire.WireVersion;
import dev.hayase.event.wire.WireVersion.UnknownWireVersionException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Hayase's own change records, as the cdc-service and the aggregation-service write them.
///
/// A column that a record's schema does not have is NULL: the table had none yet, or has none any
/// more. One of another type than the aggregation was planned with makes the record a dead letter.
public final class ChangeDecoder implements RecordDecoder {
  private static final String REDRIVE =
      "Correct what wrote the record; the aggregation is right again when the row changes the next"
          + " time, or is built anew";

  private final List<Column> columns;
  private final Schemas schemas;
  private final RowJson rows;

  /// By fingerprint, why rows of that schema do not fit; empty when they do.
  private final Map<String, Optional<String>> misfits = new HashMap<>();

  public ChangeDecoder(SourcePlan source, Schemas schemas) {
    this.columns = source.columns().columns();
    this.schemas = schemas;
    this.rows = new RowJson(source.columns(), JsonForm.CHANGE);
  }

  @Override
  public Decoded decode(SourceRecord record) {
    try {
      Optional<String> version = record.header(Headers.VERSION);
      version.ifPresent(text -> WireVersion.check(text, record.place()));
      return record.header(Headers.CONTROL).isPresent() ? control(record) : change(record);
    } catch (UnknownWireVersionException e) {
      return new Decoded.Halting(
          String.valueOf(e.getMessage()), "Upgrade the aggregation-service; nothing is lost");
    } catch (MalformedRecordException e) {
      return new Decoded.Unreadable("malformed", String.valueOf(e.getMessage()), REDRIVE);
    }
  }

  private static Decoded control(SourceRecord record) {
    byte[] value = record.value();
    if (value == null) {
      throw new MalformedRecordException("A control record has no value");
    }
    return new Decoded.Control(ControlRecord.fromJson(value), sequence(record));
  }

  private Decoded change(SourceRecord record) {
    byte[] key = record.key();
    byte[] value = record.value();
    if (key == null) {
      throw new MalformedRecordException("The record has no key: the table has no primary key");
    }
    SequenceNumber sequence = sequence(record);
    if (value == null) {
      return new Decoded.Change(key, sequence, null);
    }
    ChangeEvent event = ChangeEvent.fromJson(value);
    if (event.after() == null) {
      return new Decoded.Change(key, sequence, null);
    }
    String fingerprint = needed(record, Headers.SCHEMA);
    Optional<String> misfit = misfits.get(fingerprint);
    if (misfit == null) {
      Optional<TableSchema> schema = schemas.find(fingerprint);
      if (schema.isEmpty()) {
        return new Decoded.Unreadable(
            "unknown-schema",
            "Its schema %s is not in the topic %s".formatted(fingerprint, Topics.SCHEMAS),
            "Find out who writes to the topic; " + REDRIVE);
      }
      misfit = misfit(schema.get());
      misfits.put(fingerprint, misfit);
    }
    return misfit.isPresent()
        ? new Decoded.Unreadable(
            "other-type", misfit.get(), "Build the aggregation anew, with the type as it is now")
        : new Decoded.Change(key, sequence, rows.read(event.row()));
  }

  private Optional<String> misfit(TableSchema schema) {
    for (Column planned : columns) {
      Column present = schema.column(planned.name()).orElse(planned);
      boolean list = present.mode() == Mode.REPEATED;
      if (present.type() != planned.type() || list != (planned.mode() == Mode.REPEATED)) {
        return Optional.of(
            "Column '%s' is %s%s, and the aggregation was planned with %s"
                .formatted(
                    planned.name(), list ? "a list of " : "", present.type(), planned.type()));
      }
    }
    return Optional.empty();
  }

  private static SequenceNumber sequence(SourceRecord record) {
    return parse(needed(record, Headers.SEQUENCE));
  }

  private static SequenceNumber parse(String text) {
    try {
      return SequenceNumber.parse(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String needed(SourceRecord record, String header) {
    return record
        .header(header)
        .orElseThrow(() -> new MalformedRecordException("The record has no header " + header));
  }
}
