package dev.hayase.records.format;

import dev.hayase.event.schema.TableSchema;
import dev.hayase.event.wire.MalformedRecordException;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.connect.ConnectCodec;
import dev.hayase.records.connect.ConnectCodec.Payload;
import dev.hayase.records.row.ConnectValues;
import dev.hayase.records.row.Encoded;
import dev.hayase.records.row.FieldRules;
import dev.hayase.records.row.ForeignEncoder;
import dev.hayase.records.row.ForeignRecord;
import dev.hayase.records.row.RowPlan;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableShape;
import java.util.Optional;
import java.util.function.Predicate;

/// Records of a Kafka Connect installation, most of all Debezium's: envelopes, or rows as its
/// flattening transform leaves them; in JSON with or without schemas, or in Avro.
///
/// A schema key is what [ConnectSchemas] makes of the names of the value's schema and the key's. A
/// record without a value is a deletion where rows are flat; after an envelope's deletion it says
/// nothing new.
public final class ConnectFormat implements RecordFormat {
  private final ConnectTopic topic;
  private final ConnectCodec values;
  private final ConnectCodec keys;
  private final ConnectSchemas schemas;
  private final ForeignEncoder encoder;

  /// @param values writes the records' values
  /// @param keys writes their keys
  public ConnectFormat(
      ConnectTopic topic, ConnectCodec values, ConnectCodec keys, ConnectSchemas schemas) {
    this.topic = topic;
    this.values = values;
    this.keys = keys;
    this.schemas = schemas;
    this.encoder = new ForeignEncoder(topic.order());
  }

  @Override
  public Reading read(SourceRecord record) {
    try {
      byte[] value = record.value();
      return value == null ? tombstone(record) : row(record, value);
    } catch (MalformedRecordException e) {
      return new Reading.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private Reading row(SourceRecord record, byte[] value) {
    byte[] key = record.key();
    Optional<String> schema = values.schemaOf(value, record.headers());
    if (key == null && topic.mayHoldTruncates()) {
      Optional<Reading> reading = keyless(record, value, schema);
      if (reading.isPresent()) {
        return reading.get();
      }
    }
    if (schema.isEmpty() && topic.declared().isEmpty()) {
      return new Reading.Halting(
          "its records carry no schema, and none is declared",
          "Name a file under schema: for this topic in pipeline.yaml and restart the loader, or set"
              + " value.converter.schemas.enable=true in the connector, or write Avro");
    }
    return new Reading.Row(schemas.key(schema, schemaOfKey(record), key));
  }

  private Optional<String> schemaOfKey(SourceRecord record) {
    byte[] key = record.key();
    return key == null || !topic.key().isEmpty()
        ? Optional.empty()
        : keys.schemaOf(key, record.headers());
  }

  /// A truncate has no key. Neither has a row of a table without one.
  ///
  /// @return empty when it is a row
  private Optional<Reading> keyless(SourceRecord record, byte[] value, Optional<String> schema) {
    if (!topic.enveloped()) {
      switch (schemas.layoutOf(schema.orElse(""))) {
        case null -> {
          return schema.map(name -> new Reading.Row(schemas.keyOfLook(name)));
        }
        case ROW -> {
          return Optional.empty();
        }
        case ENVELOPE, DOCUMENT -> {}
      }
    }
    Payload payload = values.payload(value, record.headers());
    if (!EnvelopeEnd.truncates(payload)) {
      return Optional.empty();
    }
    String schemaKey = schemas.key(schema, Optional.empty(), null);
    return Optional.of(
        topic.mode() == TableMode.HISTORY
            ? new Reading.Row(schemaKey)
            : new Reading.Truncate(schemaKey, encoder.truncation(foreign(record))));
  }

  private Reading tombstone(SourceRecord record) {
    byte[] key = record.key();
    if (key == null || topic.enveloped() || topic.mode() == TableMode.APPEND) {
      return Reading.Nothing.INSTANCE;
    }
    Optional<String> schemaKey = schemas.keyOfTombstone(keys.schemaOf(key, record.headers()));
    return schemaKey.isPresent()
        ? new Reading.Row(schemaKey.get())
        : new Reading.Unreadable(
            "it has a key without a schema and no value, so that nobody knows the types of the row"
                + " that it deletes: set key.converter.schemas.enable=true in the connector");
  }

  @Override
  public Refusal refusal(Encoded.Unfit unfit) {
    return unfit
        .column()
        .filter(_ -> topic.declared().isPresent())
        .map(column -> Refusal.undeclaredValue(unfit.reason(), column))
        .orElseGet(() -> RecordFormat.super.refusal(unfit));
  }

  @Override
  public boolean keysAreRows() {
    return topic.key().isEmpty();
  }

  @Override
  public Predicate<SourceRecord> truncates() {
    return topic.mayHoldTruncates() ? new TruncateFinder(topic, values.another()) : _ -> false;
  }

  @Override
  public String unknown(String schemaKey) {
    return schemas.unknown(schemaKey);
  }

  @Override
  public Compiled compile(String schemaKey, TableSchema schema, TableMode mode, TableShape shape) {
    FieldRules rules = schemas.isDeclared(schemaKey) ? FieldRules.DECLARED : FieldRules.EXACT;
    ConnectLayout layout = schemas.layout(schemaKey);
    boolean positioned = schema.column("__deleted").isPresent();
    return Compiled.of(
        RowPlan.compile(schema, mode, shape, ConnectValues.of(schema.sourceTypes()), rules),
        plan -> new Rows(plan, layout, positioned));
  }

  private ForeignRecord foreign(SourceRecord record) {
    byte[] value = record.value();
    byte[] key = record.key();
    boolean keyIsPrimary = topic.key().isEmpty();
    Payload row = value == null ? null : values.payload(value, record.headers());
    Payload identity =
        key == null || !(keyIsPrimary || value == null)
            ? null
            : keys.payload(key, record.headers());
    return new ForeignRecord(
        record,
        row == null ? null : row.document(),
        row == null ? 0 : row.from(),
        row == null ? 0 : row.to(),
        identity == null ? null : identity.document(),
        identity == null ? 0 : identity.from(),
        identity == null ? 0 : identity.to(),
        keyIsPrimary);
  }

  private final class Rows implements RowEncoding {
    private final RowPlan plan;
    private final ConnectLayout layout;
    private final boolean positioned;

    /// @param positioned whether deletions come as rows, which say where they stand
    private Rows(RowPlan plan, ConnectLayout layout, boolean positioned) {
      this.plan = plan;
      this.layout = layout;
      this.positioned = positioned;
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
        ForeignRecord foreign = foreign(record);
        if (foreign.value() == null) {
          return encoder.tombstone(plan, foreign);
        }
        return switch (layout) {
          case ENVELOPE -> encoder.envelope(plan, foreign);
          case DOCUMENT -> encoder.document(plan, foreign);
          case ROW -> encoder.flat(plan, foreign, positioned);
        };
      } catch (MalformedRecordException e) {
        return new Encoded.Unfit(String.valueOf(e.getMessage()), Optional.empty());
      }
    }
  }
}
