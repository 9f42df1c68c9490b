package dev.hayase.records.format;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.records.SourceRecord;
import dev.hayase.records.row.DocumentEncoder;
import dev.hayase.records.row.DocumentValues;
import dev.hayase.records.row.Encoded;
import dev.hayase.records.row.FieldRules;
import dev.hayase.records.row.FieldWriter;
import dev.hayase.records.row.RowPlan;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableShape;
import java.util.List;
import java.util.Optional;

/// Plain JSON of other producers: each record's value is a document. By a declared schema its
/// fields become the columns of those names; without one it goes whole into the JSON column `data`,
/// beside its `key`.
///
/// CloudEvents are understood in both content modes of their Kafka binding. There is one schema,
/// and so one schema key.
public final class JsonFormat implements RecordFormat, Schemas {
  private static final TableSchema WHOLE =
      TableSchema.of(
          List.of(
              Column.nullable(DocumentEncoder.KEY, ColumnType.STRING),
              Column.nullable(DocumentEncoder.DATA, ColumnType.JSON)),
          List.of());

  private final Optional<TableSchema> declared;
  private final TableMode mode;
  private final DocumentValues values;
  private final FieldRules rules;
  private final Reading.Row row;
  private final DocumentEncoder encoder = new DocumentEncoder();

  /// @param declared columns, and the key of a mirror; empty for documents that are taken whole
  /// @param mode what the table is to hold
  /// @param values how values are written
  /// @param rules for fields that are missing or not declared
  public JsonFormat(
      Optional<TableSchema> declared, TableMode mode, DocumentValues values, FieldRules rules) {
    this.declared = declared;
    this.mode = mode;
    this.values = values;
    this.rules = rules;
    this.row = new Reading.Row(declared.isPresent() ? "declared" : "whole");
  }

  @Override
  public Reading read(SourceRecord record) {
    boolean rowless = record.value() == null && mode != TableMode.MIRROR && declared.isPresent();
    return rowless ? Reading.Nothing.INSTANCE : row;
  }

  @Override
  public Optional<TableSchema> find(String schemaKey) {
    return Optional.of(declared.orElse(WHOLE));
  }

  @Override
  public Refusal refusal(Encoded.Unfit unfit) {
    return unfit
        .column()
        .filter(_ -> declared.isPresent())
        .map(column -> Refusal.undeclaredValue(unfit.reason(), column))
        .orElseGet(() -> RecordFormat.super.refusal(unfit));
  }

  @Override
  public boolean keysAreRows() {
    return false;
  }

  @Override
  public String unknown(String schemaKey) {
    throw new IllegalArgumentException("There is no other schema than the declared one");
  }

  @Override
  public Compiled compile(
      String schemaKey, TableSchema schema, TableMode tableMode, TableShape shape) {
    return Compiled.of(
        RowPlan.compile(schema, tableMode, shape, values, rules), plan -> encoding(plan, shape));
  }

  private RowEncoding encoding(RowPlan plan, TableShape shape) {
    if (declared.isEmpty()) {
      FieldWriter data = DocumentValues.json(shape.column(DocumentEncoder.DATA).orElseThrow());
      int key = shape.column(DocumentEncoder.KEY).orElseThrow().number();
      return new Rows(plan, record -> encoder.appendWhole(plan, data, key, record));
    }
    return switch (plan.mode()) {
      case MIRROR -> new Rows(plan, record -> encoder.mirror(plan, record));
      case HISTORY, APPEND -> new Rows(plan, record -> encoder.append(plan, record));
    };
  }

  /// How one record is encoded.
  private interface Encoding {
    Encoded of(SourceRecord record);
  }

  private record Rows(RowPlan plan, Encoding encoding) implements RowEncoding {
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
      return encoding.of(record);
    }
  }
}
