package dev.hayase.aggregation.source;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hayase.engine.plan.SourcePlan;
import dev.hayase.engine.plan.SourcePlan.Kind;
import dev.hayase.engine.value.Layout;
import dev.hayase.engine.value.OrderedWriter;
import dev.hayase.engine.value.Row;
import dev.hayase.engine.value.RowCodec;
import dev.hayase.event.SequenceNumber;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.Column.Mode;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.wire.Headers;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.format.Compiled;
import dev.hayase.records.format.Reading;
import dev.hayase.records.format.RecordFormat;
import dev.hayase.records.format.Refusal;
import dev.hayase.records.format.RowEncoding;
import dev.hayase.records.format.Schemas;
import dev.hayase.records.format.Schemas.UnusableSchemaException;
import dev.hayase.records.row.Encoded;
import dev.hayase.records.table.OwnColumns;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableShape;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the records of a topic exactly as the loader does: it makes the row that the loader would
/// write, and takes from it what is wanted. So what the loader parks is no row here either, for the
/// same reason, and a value is what BigQuery has.
///
/// A column that a record's schema does not have is NULL: the table had none yet, or has none any
/// more. One of another type than the aggregation was planned with makes the record a dead letter.
public final class RowDecoder implements RecordDecoder {
  private static final List<Column> EVENT =
      List.of(
          Column.nullable(OwnColumns.EVENT_SOURCE, ColumnType.STRING),
          Column.nullable(OwnColumns.EVENT_ID, ColumnType.STRING));
  private static final String REDRIVE =
      "Correct what wrote the record; the aggregation is right again when the row changes the next"
          + " time, or is built anew";
  private static final String RESEND =
      "Correct what sends such events, or the schema that the pipeline file names for them; send this one again if it"
          + " should count";
  private static final String UNRESOLVED = "unchanged TOAST value";
  private static final String WHOLE_ROWS =
      "Let the source write whole rows into its log (in PostgreSQL: ALTER TABLE ... REPLICA IDENTITY FULL), and change"
          + " the row once more";

  private final SourcePlan source;
  private final SourceFormat.Identity identity;
  private final RecordFormat format;
  private final Schemas schemas;
  private final boolean events;

  /// By schema key, how rows of that schema are read.
  private final Map<String, Rows> known = new HashMap<>();

  public RowDecoder(SourcePlan source, SourceFormat format) {
    this.source = source;
    this.identity = format.identity();
    this.format = format.records().format();
    this.schemas = format.records().schemas();
    this.events = source.kind() == Kind.EVENTS;
  }

  /// How the rows of one schema are read.
  private sealed interface Rows {
    /// @param identity columns that tell rows or events apart
    record Known(RowEncoding encoding, WrittenColumns wanted, Layout keys, WrittenColumns identity)
        implements Rows {}

    record Refused(Decoded why) implements Rows {}
  }

  @Override
  public Decoded decode(SourceRecord record) {
    return switch (format.read(record)) {
      case Reading.Row row -> row(record, row.schemaKey());
      case Reading.Control control -> new Decoded.Control(control.control(), control.copy());
      case Reading.Truncate truncate -> new Decoded.Truncate(number(truncate.cutoff()));
      case Reading.Nothing _ -> rowless(record);
      case Reading.Unreadable unreadable -> refused(Refusal.malformed(unreadable.reason()));
      case Reading.Halting halting -> new Decoded.Halting(halting.reason(), halting.remedy());
    };
  }

  /// Of Hayase's own topics a tombstone is honoured: it says nothing new behind the deletion, which
  /// compaction may have taken. It has no schema, and so no row to be judged.
  private Decoded rowless(SourceRecord record) {
    byte[] key = record.key();
    Optional<String> sequence = record.header(Headers.SEQUENCE);
    if (key == null || sequence.isEmpty() || identity != SourceFormat.Identity.RECORD_KEY) {
      return Decoded.Nothing.INSTANCE;
    }
    try {
      return new Decoded.Change(key, number(SequenceNumber.parse(sequence.get()).toString()), null);
    } catch (IllegalArgumentException e) {
      return refused(Refusal.malformed(String.valueOf(e.getMessage())));
    }
  }

  private Decoded row(SourceRecord record, String schemaKey) {
    Rows rows = known.get(schemaKey);
    if (rows == null) {
      try {
        Optional<TableSchema> schema = schemas.find(schemaKey);
        if (schema.isEmpty()) {
          // Asked again for the next record: somebody may publish it.
          return refused(Refusal.unknownSchema(format.unknown(schemaKey)));
        }
        rows = rows(schemaKey, schema.get());
      } catch (UnusableSchemaException e) {
        return new Decoded.Halting(String.valueOf(e.getMessage()), e.remedy());
      }
      known.put(schemaKey, rows);
    }
    return switch (rows) {
      case Rows.Refused unreadable -> unreadable.why();
      case Rows.Known readable ->
          switch (readable.encoding().encode(record)) {
            case Encoded.Unfit unfit -> refused(format.refusal(unfit));
            case Encoded.Row row -> written(record, readable, row.protobuf());
          };
    };
  }

  private Rows rows(String schemaKey, TableSchema schema) {
    Optional<String> misfit = misfit("", source.columns().columns(), schema.columns());
    if (misfit.isPresent()) {
      return new Rows.Refused(
          new Decoded.Unreadable(
              "other-type",
              misfit.get(),
              "Build the aggregation anew, with the type as it is now"));
    }
    TableMode mode = events ? TableMode.APPEND : TableMode.MIRROR;
    TableShape shape = TableShape.of(schema, mode);
    List<Column> keys =
        events
            ? EVENT
            : schema.primaryKey().stream().flatMap(key -> schema.column(key).stream()).toList();
    return switch (format.compile(schemaKey, schema, mode, shape)) {
      case Compiled.Ready ready ->
          new Rows.Known(
              ready.encoding(),
              new WrittenColumns(source.columns().columns(), schema.columns(), shape.columns()),
              new Layout(keys),
              new WrittenColumns(keys, schema.columns(), shape.columns()));
      case Compiled.Conflict conflict ->
          new Rows.Refused(
              new Decoded.Unreadable(
                  "type-conflict",
                  "Column '%s' %s".formatted(conflict.column(), conflict.reason()),
                  REDRIVE));
    };
  }

  /// Why columns cannot be read as they are planned; empty when they can.
  private static Optional<String> misfit(String path, List<Column> planned, List<Column> present) {
    for (Column wanted : planned) {
      Optional<Column> found =
          present.stream().filter(column -> column.name().equals(wanted.name())).findFirst();
      if (found.isEmpty()) {
        continue;
      }
      Column there = found.get();
      boolean list = there.mode() == Mode.REPEATED;
      if (there.type() != wanted.type() || list != (wanted.mode() == Mode.REPEATED)) {
        return Optional.of(
            "Column '%s' is %s%s, and the aggregation was planned with %s"
                .formatted(
                    path + wanted.name(), list ? "a list of " : "", there.type(), wanted.type()));
      }
      Optional<String> within = misfit(path + wanted.name() + ".", wanted.fields(), there.fields());
      if (within.isPresent()) {
        return within;
      }
    }
    return Optional.empty();
  }

  private Decoded written(SourceRecord record, Rows.Known rows, byte[] message) {
    if (events) {
      Row event = rows.identity().read(message);
      return new Decoded.Event(id(event, record), order(record), rows.wanted().read(message));
    }
    byte[] key = key(record, rows, message);
    if (key == null) {
      return refused(Refusal.malformed("The record has no key: the table has no primary key"));
    }
    boolean deletes = false;
    byte[] number = {};
    MessageCursor fields = new MessageCursor(message, 0, message.length);
    while (fields.next()) {
      switch (fields.number()) {
        case TableShape.CHANGE_TYPE -> deletes = text(fields).equals("DELETE");
        case TableShape.CHANGE_SEQUENCE_NUMBER -> number = number(text(fields));
        default -> fields.skip();
      }
    }
    return new Decoded.Change(key, number, deletes ? null : rows.wanted().read(message));
  }

  private byte @Nullable [] key(SourceRecord record, Rows.Known rows, byte[] message) {
    return switch (identity) {
      case RECORD_KEY -> record.key();
      case PRIMARY_KEY ->
          rows.keys().columns().isEmpty()
              ? null
              : new RowCodec(rows.keys()).encode(rows.identity().read(message));
    };
  }

  private static String text(MessageCursor field) {
    int length = field.length();
    int from = field.position();
    field.skip(length);
    return new String(field.bytes(), from, length, US_ASCII);
  }

  /// A change sequence number as bytes that sort as it does.
  private static byte[] number(String sequence) {
    return HexFormat.of().parseHex(sequence.replace("/", ""));
  }

  private Decoded.Unreadable refused(Refusal refusal) {
    String reason =
        refusal
            .column()
            .map(column -> "Column '%s' %s".formatted(column, refusal.reason()))
            .orElse(refusal.reason());
    String remedy = events ? RESEND : REDRIVE;
    return new Decoded.Unreadable(
        refusal.code(), reason, refusal.reason().endsWith(UNRESOLVED) ? WHOLE_ROWS : remedy);
  }

  /// By source and id, as CloudEvents say; an event without an id is named by its place.
  private static byte[] id(Row event, SourceRecord record) {
    OrderedWriter out = new OrderedWriter();
    if (event.get(1) instanceof String id) {
      return out.text(event.get(0) instanceof String source ? source : "").text(id).toBytes();
    }
    return out.nothing().integer(record.partition().partition()).integer(record.offset()).toBytes();
  }

  private static byte[] order(SourceRecord record) {
    return new OrderedWriter()
        .integer(record.timestampMillis())
        .integer(record.partition().partition())
        .integer(record.offset())
        .toBytes();
  }
}
