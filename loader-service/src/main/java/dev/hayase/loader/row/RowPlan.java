package dev.hayase.loader.row;

import dev.hayase.event.schema.BigQueryName;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.loader.table.TableMode;
import dev.hayase.loader.table.TableShape;
import dev.hayase.loader.table.TableShape.ShapeColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How rows of one source schema become rows of one table: for each source column its name as bytes
/// and the writer of its field. Compiled once, used by one thread at a time.
public final class RowPlan {
  private static final Set<ColumnType> DECIMALS =
      Set.of(ColumnType.INT64, ColumnType.NUMERIC, ColumnType.BIGNUMERIC);

  private final TableMode mode;
  private final TableShape shape;
  private final PlannedField[] fields;
  private final int keyFields;
  private final Map<String, PlannedField> byName = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  private RowPlan(TableMode mode, TableShape shape, PlannedField[] fields) {
    this.mode = mode;
    this.shape = shape;
    this.fields = fields;
    this.keyFields = (int) Arrays.stream(fields).filter(PlannedField::key).count();
    for (PlannedField field : fields) {
      byName.put(field.column(), field);
    }
    shape.columns().forEach(column -> numbers.put(column.name(), column.number()));
  }

  /// A source column.
  ///
  /// @param name UTF-8
  /// @param index in the plan
  /// @param key whether it belongs to the primary key
  @SuppressWarnings("ArrayRecordComponent") // shared, never changed
  record PlannedField(String column, byte[] name, int index, boolean key, FieldWriter writer) {}

  /// A plan, or the column that stands in its way.
  public sealed interface Compiled {
    record Ready(RowPlan plan) implements Compiled {}

    record Conflict(String column, String reason) implements Compiled {}
  }

  /// Compiles.
  ///
  /// @param shape holds every column of the schema, under its name in BigQuery
  public static Compiled compile(TableSchema schema, TableMode mode, TableShape shape) {
    Map<String, String> names =
        BigQueryName.columns(schema.columns().stream().map(Column::name).toList());
    PlannedField[] fields = new PlannedField[schema.columns().size()];
    for (int i = 0; i < fields.length; i++) {
      Column column = schema.columns().get(i);
      String name = names.getOrDefault(column.name(), column.name());
      ShapeColumn target =
          shape
              .column(name)
              .orElseThrow(() -> new IllegalArgumentException("The shape lacks column " + name));
      Optional<String> conflict = conflict(column, target);
      if (conflict.isPresent()) {
        return new Compiled.Conflict(column.name(), conflict.get());
      }
      boolean namesMayRepeat = !"jsonb".equals(schema.sourceTypes().get(column.name()));
      fields[i] =
          new PlannedField(
              column.name(),
              column.name().getBytes(StandardCharsets.UTF_8),
              i,
              schema.primaryKey().contains(column.name()),
              FieldWriter.of(target.type().orElseThrow(), target.number(), namesMayRepeat));
    }
    return new Compiled.Ready(new RowPlan(mode, shape, fields));
  }

  /// A plan for rows that no source record stands for: deletions by key, and a history's truncates.
  ///
  /// @param keys columns under their names in BigQuery, which are also those in the key's JSON
  public static RowPlan ofKeys(List<ShapeColumn> keys, TableMode mode, TableShape shape) {
    PlannedField[] fields = new PlannedField[keys.size()];
    for (int i = 0; i < fields.length; i++) {
      ShapeColumn key = keys.get(i);
      byte[] name = key.name().getBytes(StandardCharsets.UTF_8);
      FieldWriter writer = FieldWriter.of(key.type().orElseThrow(), key.number(), false);
      fields[i] = new PlannedField(key.name(), name, i, true, writer);
    }
    return new RowPlan(mode, shape, fields);
  }

  private static Optional<String> conflict(Column column, ShapeColumn target) {
    if (column.type() == ColumnType.STRUCT || column.mode() == Column.Mode.REPEATED) {
      return Optional.of("is nested or repeated, which is not loaded yet");
    }
    if (target.type().isEmpty()) {
      return Optional.of("has a type in BigQuery that is not loaded");
    }
    ColumnType there = target.type().get();
    boolean fits =
        column.type() == there
            // Their writers read each other's text and refuse what they cannot hold exactly.
            || (DECIMALS.contains(column.type())
                && DECIMALS.contains(there)
                && there != ColumnType.INT64);
    return fits
        ? Optional.empty()
        : Optional.of("is " + column.type() + " in the source and " + there + " in BigQuery");
  }

  /// The shape that rows of this plan have.
  public TableShape shape() {
    return shape;
  }

  /// What the table holds.
  public TableMode mode() {
    return mode;
  }

  PlannedField[] fieldArray() {
    return fields;
  }

  int keyFields() {
    return keyFields;
  }

  /// The field whose name is under the cursor: mostly the one that follows the last.
  PlannedField field(JsonCursor json, int expected) {
    if (expected < fields.length && json.textIs(fields[expected].name())) {
      return fields[expected];
    }
    String name =
        new String(
            json.textBuffer(),
            json.textStart(),
            json.textEnd() - json.textStart(),
            StandardCharsets.UTF_8);
    PlannedField field = byName.get(name);
    if (field == null) {
      throw new Unfit("is in the record but not in the record's schema").in(name);
    }
    return field;
  }

  int number(String ownColumn) {
    Integer number = numbers.get(ownColumn);
    if (number == null) {
      throw new IllegalArgumentException("The shape lacks column " + ownColumn);
    }
    return number;
  }
}
