package dev.hayase.records.row;

import dev.hayase.event.schema.BigQueryName;
import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import dev.hayase.event.schema.TableSchema;
import dev.hayase.records.row.ObjectPlan.PlannedField;
import dev.hayase.records.table.Fit;
import dev.hayase.records.table.TableMode;
import dev.hayase.records.table.TableShape;
import dev.hayase.records.table.TableShape.ShapeColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How rows of one source schema become rows of one table: the plan of their columns, and the
/// numbers of the loader's own. Compiled once, used by one thread at a time.
public final class RowPlan {
  /// BigQuery's limit: a RECORD that is a column has depth 1.
  private static final int DEEPEST_STRUCT = 15;

  private static final Set<ColumnType> DECIMALS =
      Set.of(ColumnType.INT64, ColumnType.NUMERIC, ColumnType.BIGNUMERIC);

  private final TableMode mode;
  private final TableShape shape;
  private final ObjectPlan columns;
  private final OwnNumbers own;

  private RowPlan(TableMode mode, TableShape shape, ObjectPlan columns) {
    this.mode = mode;
    this.shape = shape;
    this.columns = columns;
    this.own = OwnNumbers.of(shape);
  }

  /// A plan, or the column that stands in its way.
  public sealed interface Compiled {
    record Ready(RowPlan plan) implements Compiled {}

    record Conflict(String column, String reason) implements Compiled {}
  }

  /// Compiles for Hayase's own change records.
  ///
  /// @param shape holds every column of the schema, under its name in BigQuery
  public static Compiled compile(TableSchema schema, TableMode mode, TableShape shape) {
    return compile(schema, mode, shape, new ChangeValues(schema.sourceTypes()), FieldRules.EXACT);
  }

  /// Compiles.
  ///
  /// @param shape holds every column of the schema, under its name in BigQuery
  /// @param writers for the form in which the records write their values
  public static Compiled compile(
      TableSchema schema,
      TableMode mode,
      TableShape shape,
      ValueWriters writers,
      FieldRules rules) {
    try {
      ObjectPlan columns =
          object(schema.columns(), schema.primaryKey(), shape.targets(), writers, rules, 0);
      return new Compiled.Ready(new RowPlan(mode, shape, columns));
    } catch (Unfit conflict) {
      return new Compiled.Conflict(String.valueOf(conflict.column()), conflict.reason());
    }
  }

  private static ObjectPlan object(
      List<Column> columns,
      List<String> key,
      List<ShapeColumn> targets,
      ValueWriters writers,
      FieldRules rules,
      int depth) {
    Map<String, String> names = BigQueryName.columns(columns.stream().map(Column::name).toList());
    PlannedField[] fields = new PlannedField[columns.size()];
    for (int i = 0; i < fields.length; i++) {
      Column column = columns.get(i);
      String name = names.getOrDefault(column.name(), column.name());
      ShapeColumn target =
          targets.stream()
              .filter(t -> t.name().equals(name))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("The shape lacks column " + name));
      try {
        fields[i] =
            PlannedField.of(
                column.name(),
                i,
                key.contains(column.name()),
                column.mode() == Column.Mode.REQUIRED,
                writer(column, target, writers, rules, depth));
      } catch (Unfit conflict) {
        throw conflict.in(column.name());
      }
    }
    return new ObjectPlan(fields, rules);
  }

  private static FieldWriter writer(
      Column column, ShapeColumn target, ValueWriters writers, FieldRules rules, int depth) {
    conflict(column, target)
        .ifPresent(reason -> {
          throw new Unfit(reason);
        });
    FieldWriter one =
        column.type() == ColumnType.STRUCT
            ? struct(column, target, writers, rules, depth + 1)
            : plain(column, target, writers);
    return column.mode() == Column.Mode.REPEATED ? new ListWriter(one) : one;
  }

  private static FieldWriter plain(Column column, ShapeColumn target, ValueWriters writers) {
    ColumnType type = target.type().orElseThrow();
    FieldWriter writer = writers.of(column, type, target.number());
    return column.type() == ColumnType.INT64 && type == ColumnType.FLOAT64
        ? new WholeAsFloat(writer)
        : writer;
  }

  private static FieldWriter struct(
      Column column, ShapeColumn target, ValueWriters writers, FieldRules rules, int depth) {
    if (depth > DEEPEST_STRUCT) {
      throw new Unfit("is nested deeper than the " + DEEPEST_STRUCT + " levels of BigQuery");
    }
    return new StructWriter(
        ProtoBuffer.tag(target.number(), ProtoBuffer.LENGTH_DELIMITED),
        object(column.fields(), List.of(), target.fields(), writers.within(column), rules, depth));
  }

  /// A plan for rows that no source record stands for: deletions by key, and a history's truncates.
  ///
  /// @param keys columns under their names in BigQuery, which are also those in the key's JSON
  public static RowPlan ofKeys(List<ShapeColumn> keys, TableMode mode, TableShape shape) {
    PlannedField[] fields = new PlannedField[keys.size()];
    for (int i = 0; i < fields.length; i++) {
      ShapeColumn key = keys.get(i);
      FieldWriter writer = FieldWriter.of(key.type().orElseThrow(), key.number(), false);
      fields[i] = PlannedField.of(key.name(), i, true, false, writer);
    }
    return new RowPlan(mode, shape, new ObjectPlan(fields, FieldRules.EXACT));
  }

  private static Optional<String> conflict(Column column, ShapeColumn target) {
    if (target.type().isEmpty()) {
      return Optional.of("has a type in BigQuery that is not loaded");
    }
    boolean repeated = column.mode() == Column.Mode.REPEATED;
    if (repeated != target.repeated()) {
      return Optional.of(
          repeated
              ? "is a list in the source and none in BigQuery"
              : "is no list in the source and one in BigQuery");
    }
    ColumnType there = target.type().get();
    // A decimal's writer reads each decimal's text and refuses what it cannot hold exactly.
    boolean decimals = DECIMALS.contains(column.type()) && DECIMALS.contains(there);
    return Fit.takes(column.type(), there) || (decimals && there != ColumnType.INT64)
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

  ObjectPlan columns() {
    return columns;
  }

  OwnNumbers own() {
    return own;
  }
}
