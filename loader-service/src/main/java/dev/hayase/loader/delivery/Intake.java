package dev.hayase.loader.delivery;

import dev.hayase.loader.batch.Batch;
import dev.hayase.pipeline.TableSettings.OnTruncate;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.format.Compiled;
import dev.hayase.records.format.Reading;
import dev.hayase.records.format.RecordFormat;
import dev.hayase.records.format.Refusal;
import dev.hayase.records.format.RowEncoding;
import dev.hayase.records.row.Encoded;
import dev.hayase.records.row.RowPlan;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableShape;
import dev.hayase.records.table.TableShape.ShapeColumn;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Takes the next record of a partition: decodes what it is, places it (which schema, which plan)
/// and encodes it; or parks it, or finds that it has to wait.
final class Intake {
  private static final long HALT_MILLIS = 60_000;
  private static final int LOOK_AHEAD = 2_000;

  private final RecordFormat format;
  private final Plans plans;
  private final Lanes lanes;
  private final FloatGuard guard;
  private final Folds folds;
  private final Settlement settlement;
  private final Trouble trouble;
  private final Controls controls;

  Intake(
      RecordFormat format,
      Plans plans,
      Lanes lanes,
      FloatGuard guard,
      Barriers barriers,
      Folds folds,
      Settlement settlement,
      Trouble trouble,
      OnTruncate onTruncate,
      Runnable onComplete) {
    this.format = format;
    this.plans = plans;
    this.lanes = lanes;
    this.guard = guard;
    this.folds = folds;
    this.settlement = settlement;
    this.trouble = trouble;
    this.controls =
        new Controls(plans, barriers, settlement, trouble, onTruncate, onComplete, this::valueless);
  }

  /// Takes the record at the head of the queue.
  ///
  /// @return the schema that has to be prepared first, if one has to; or the queue's head is taken,
  ///   or the queue is blocked
  Optional<String> take(PartitionLoad load, long nowMillis) {
    SourceRecord record = load.queue.getFirst();
    switch (format.read(record)) {
      case Reading.Row row -> {
        return row(load, record, row.schemaKey(), nowMillis);
      }
      case Reading.Control control -> {
        return controls.take(load, record, control, nowMillis);
      }
      case Reading.Truncate truncate -> {
        return truncated(load, record, truncate, nowMillis);
      }
      case Reading.Nothing _ -> {
        load.queue.removeFirst();
        settlement.skip(record);
      }
      case Reading.Unreadable unreadable ->
          park(load, record, Refusal.malformed(unreadable.reason()));
      case Reading.Halting halting -> {
        load.blockedUntilMillis = nowMillis + HALT_MILLIS;
        trouble.halted(
            load,
            "record-not-understood",
            halting.reason(),
            halting.remedy(),
            Optional.of(Instant.ofEpochMilli(load.blockedUntilMillis)));
      }
    }
    return Optional.empty();
  }

  /// Makes the row of an entry anew, as its schema's plan is now.
  ///
  /// @return empty when the record was parked instead
  Optional<Lanes.Refitted> again(Batch.Entry entry) {
    SourceRecord record = entry.record();
    if (record == null) {
      throw new IllegalArgumentException("Only rows of records are made anew");
    }
    String schemaKey =
        switch (format.read(record)) {
          case Reading.Row row -> row.schemaKey();
          case Reading.Truncate truncate -> truncate.schemaKey();
          case Reading.Control _, Reading.Nothing _, Reading.Unreadable _, Reading.Halting _ ->
              throw new IllegalArgumentException("Only rows of records are made anew");
        };
    return switch (plans.of(schemaKey)) {
      case null -> throw new IllegalStateException("No plan for " + schemaKey);
      case Compiled.Conflict conflict -> {
        settlement.park(entry, Refusal.typeConflict(conflict.column(), conflict.reason()));
        yield Optional.empty();
      }
      case Compiled.Ready(RowEncoding encoding) ->
          switch (encoding.encode(record)) {
            case Encoded.Row row ->
                Optional.of(
                    new Lanes.Refitted(
                        entry.with(row.protobuf()), encoding.shape().withoutSides()));
            case Encoded.Unfit unfit -> {
              settlement.park(entry, format.refusal(unfit));
              yield Optional.empty();
            }
          };
    };
  }

  /// Schemas that are not prepared and that the next records of the partition have.
  Set<String> schemasAhead(PartitionLoad load) {
    Set<String> ahead = new LinkedHashSet<>();
    Iterator<SourceRecord> records = load.queue.iterator();
    for (int i = 0; i < LOOK_AHEAD && records.hasNext(); i++) {
      if (format.read(records.next()) instanceof Reading.Row(String schemaKey)
          && plans.of(schemaKey) == null) {
        ahead.add(schemaKey);
      }
    }
    return ahead;
  }

  private Optional<String> row(
      PartitionLoad load, SourceRecord record, String schemaKey, long nowMillis) {
    Compiled compiled = plans.of(schemaKey);
    switch (compiled) {
      case null -> {
        if (record.offset() >= load.unknownSchemas.getOrDefault(schemaKey, -1L)) {
          return Optional.of(schemaKey);
        }
        park(load, record, Refusal.unknownSchema(format.unknown(schemaKey)));
      }
      case Compiled.Conflict conflict ->
          park(load, record, Refusal.typeConflict(conflict.column(), conflict.reason()));
      case Compiled.Ready(RowEncoding encoding) when encoding.mode() == TableMode.MIRROR -> {
        return mirror(load, record, schemaKey, encoding, nowMillis);
      }
      case Compiled.Ready(RowEncoding encoding) -> {
        return queue(load, record, schemaKey, encoding, nowMillis);
      }
    }
    return Optional.empty();
  }

  private Optional<String> mirror(
      PartitionLoad load,
      SourceRecord record,
      String schemaKey,
      RowEncoding encoding,
      long nowMillis) {
    switch (folds.of(load, record)) {
      case LOAD -> {
        return queue(load, record, schemaKey, encoding, nowMillis);
      }
      case SKIP -> {
        load.queue.removeFirst();
        settlement.skip(record);
      }
      case WAIT -> {}
    }
    return Optional.empty();
  }

  private Optional<String> queue(
      PartitionLoad load,
      SourceRecord record,
      String schemaKey,
      RowEncoding encoding,
      long nowMillis) {
    switch (encoding.encode(record)) {
      case Encoded.Unfit unfit -> park(load, record, format.refusal(unfit));
      case Encoded.Row row -> {
        Optional<ShapeColumn> inTheWay = guard.inTheWay(encoding.shape(), row.protobuf());
        if (inTheWay.isEmpty()) {
          queue(load, record, encoding.mode(), encoding.shape(), row, nowMillis);
        } else if (guard.isWidened(inTheWay.get())) {
          park(load, record, FloatGuard.refusal(inTheWay.get()));
        } else {
          return Optional.of(schemaKey);
        }
      }
    }
    return Optional.empty();
  }

  private void queue(
      PartitionLoad load,
      SourceRecord record,
      TableMode mode,
      TableShape shape,
      Encoded.Row row,
      long nowMillis) {
    load.queue.removeFirst();
    lanes.add(mode, shape.withoutSides(), load, record, row, nowMillis);
  }

  /// A row that stands for a control record.
  private void valueless(
      PartitionLoad load, SourceRecord record, RowPlan plan, Encoded encoded, long nowMillis) {
    switch (encoded) {
      case Encoded.Unfit unfit -> park(load, record, format.refusal(unfit));
      case Encoded.Row row -> queue(load, record, plan.mode(), plan.shape(), row, nowMillis);
    }
  }

  /// What a truncate of another capture means depends on what the table is.
  private Optional<String> truncated(
      PartitionLoad load, SourceRecord record, Reading.Truncate truncate, long nowMillis) {
    if (!plans.isKnown()) {
      return Optional.of(Plans.TABLE_ITSELF);
    }
    if (plans.mode().equals(Optional.of(TableMode.HISTORY))) {
      return row(load, record, truncate.schemaKey(), nowMillis);
    }
    controls.truncated(load, record, truncate, nowMillis);
    return Optional.empty();
  }

  private void park(PartitionLoad load, SourceRecord record, Refusal refusal) {
    load.queue.removeFirst();
    if (load.side != null) {
      load.side.parked();
    }
    settlement.park(load.ledger.open(record.offset()), record, refusal);
  }
}
