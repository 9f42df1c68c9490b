package dev.hayase.loader.delivery;

import dev.hayase.event.SequenceNumber;
import dev.hayase.event.control.ControlRecord;
import dev.hayase.event.schema.Fingerprint;
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
import java.util.Optional;

/// Takes the next record of a partition: decodes what it is, places it (which schema, which plan)
/// and encodes it; or parks it, or finds that it has to wait.
final class Intake {
  private static final long HALT_MILLIS = 60_000;

  private final Plans plans;
  private final Lanes lanes;
  private final Barriers barriers;
  private final Settlement settlement;
  private final Trouble trouble;
  private final RowEncoder encoder = new RowEncoder();

  Intake(Plans plans, Lanes lanes, Barriers barriers, Settlement settlement, Trouble trouble) {
    this.plans = plans;
    this.lanes = lanes;
    this.barriers = barriers;
    this.settlement = settlement;
    this.trouble = trouble;
  }

  /// Takes the record at the head of the queue.
  ///
  /// @return the schema that has to be prepared first, if one has to; or the queue's head is taken,
  ///   or the queue is blocked
  Optional<String> take(PartitionLoad load, long nowMillis) {
    SourceRecord record = load.queue.getFirst();
    try {
      record
          .header(Headers.VERSION)
          .ifPresent(v -> WireVersion.check(v, load.partition.toString()));
      if (record.header(Headers.CONTROL).isPresent()) {
        return control(load, record);
      }
      byte[] value = record.value();
      if (value == null) {
        load.queue.removeFirst();
        settlement.skip(record);
        return Optional.empty();
      }
      return change(load, record, value);
    } catch (UnknownWireVersionException e) {
      trouble.halted(
          String.valueOf(e.getMessage()), "Upgrade the loader; nothing is lost meanwhile");
      load.blockedUntilMillis = nowMillis + HALT_MILLIS;
      return Optional.empty();
    } catch (MalformedRecordException e) {
      park(load, record, String.valueOf(e.getMessage()), Optional.empty());
      return Optional.empty();
    }
  }

  private Optional<String> change(PartitionLoad load, SourceRecord record, byte[] value) {
    String sequence = sequence(record).toString();
    String fingerprint = fingerprint(record);
    Optional<RowPlan.Compiled> compiled = plans.of(fingerprint);
    if (compiled.isEmpty()) {
      if (record.offset() >= load.unknownSchemas.getOrDefault(fingerprint, -1L)) {
        return Optional.of(fingerprint);
      }
      park(
          load,
          record,
          "its schema " + fingerprint + " is not in the topic hayase.schemas",
          Optional.empty());
      return Optional.empty();
    }
    switch (compiled.get()) {
      case RowPlan.Compiled.Conflict conflict ->
          park(load, record, conflict.reason(), Optional.of(conflict.column()));
      case RowPlan.Compiled.Ready(RowPlan plan) -> {
        ChangeRecord change = changeRecord(load, record, value, sequence);
        queue(load, record, plan, encoder.encode(plan, change));
      }
    }
    return Optional.empty();
  }

  private static ChangeRecord changeRecord(
      PartitionLoad load, SourceRecord record, byte[] value, String sequence) {
    return new ChangeRecord(
        record.key(),
        value,
        sequence,
        record.header(Headers.SNAPSHOT).orElse(null),
        load.partition.partition(),
        record.offset());
  }

  private void queue(PartitionLoad load, SourceRecord record, RowPlan plan, Encoded encoded) {
    switch (encoded) {
      case Encoded.Unfit unfit -> park(load, record, unfit.reason(), unfit.column());
      case Encoded.Row row -> {
        load.queue.removeFirst();
        lanes.add(plan.mode(), plan.shape(), load, record, row);
      }
    }
  }

  private Optional<String> control(PartitionLoad load, SourceRecord record) {
    byte[] value = record.value();
    if (value == null) {
      throw new MalformedRecordException("A control record has no value");
    }
    ControlRecord control = ControlRecord.fromJson(value);
    SequenceNumber copy = sequence(record);
    if (!plans.isKnown() && control instanceof ControlRecord.Truncate) {
      return Optional.of(Plans.TABLE_ITSELF);
    }
    boolean history = plans.mode().equals(Optional.of(TableMode.HISTORY));
    if (history && control instanceof ControlRecord.Truncate && load.partition.partition() == 0) {
      RowPlan plan = plans.valueless();
      ChangeRecord change = changeRecord(load, record, value, copy.toString());
      queue(load, record, plan, encoder.encodeTruncate(plan, change, control.micros()));
    } else if (history) {
      load.queue.removeFirst();
      settlement.control(record);
    } else {
      load.queue.removeFirst();
      barriers.reached(load, record, control, copy);
    }
    return Optional.empty();
  }

  private void park(
      PartitionLoad load, SourceRecord record, String reason, Optional<String> column) {
    load.queue.removeFirst();
    settlement.park(load.ledger.open(record.offset()), record, reason, column);
  }

  private static SequenceNumber sequence(SourceRecord record) {
    String text =
        record
            .header(Headers.SEQUENCE)
            .orElseThrow(
                () -> new MalformedRecordException("The record has no header " + Headers.SEQUENCE));
    try {
      return SequenceNumber.parse(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String fingerprint(SourceRecord record) {
    String text =
        record
            .header(Headers.SCHEMA)
            .orElseThrow(
                () -> new MalformedRecordException("The record has no header " + Headers.SCHEMA));
    try {
      return new Fingerprint(text).hex();
    } catch (IllegalArgumentException e) {
      throw new MalformedRecordException(String.valueOf(e.getMessage()), e);
    }
  }
}
