package dev.hayase.engine.expression;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.Column.Mode;
import dev.hayase.event.schema.ColumnType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The type of a part of an expression.
///
/// @param element of a LIST
/// @param fields of a STRUCT
record ValueType(Kind kind, @Nullable ValueType element, List<Column> fields) {
  static final ValueType NULL = of(Kind.NULL);
  static final ValueType BOOL = of(Kind.BOOL);
  static final ValueType INT = of(Kind.INT);
  static final ValueType STRING = of(Kind.STRING);
  static final ValueType TIMESTAMP = of(Kind.TIMESTAMP);
  static final ValueType JSON = of(Kind.JSON);

  static ValueType of(Kind kind) {
    return new ValueType(kind, null, List.of());
  }

  static ValueType listOf(ValueType element) {
    return new ValueType(Kind.LIST, element, List.of());
  }

  static ValueType of(Column column) {
    if (column.mode() == Mode.REPEATED) {
      return listOf(of(column.in(Mode.NULLABLE)));
    }
    return switch (column.type()) {
      case BOOL -> BOOL;
      case INT64 -> INT;
      case FLOAT64 -> of(Kind.DOUBLE);
      case NUMERIC -> of(Kind.DECIMAL);
      case BIGNUMERIC -> of(Kind.BIG_DECIMAL);
      case STRING, GEOGRAPHY, INTERVAL -> STRING;
      case BYTES -> of(Kind.BYTES);
      case DATE -> of(Kind.DATE);
      case TIME -> of(Kind.TIME);
      case DATETIME -> of(Kind.DATETIME);
      case TIMESTAMP -> TIMESTAMP;
      case JSON -> JSON;
      case STRUCT -> new ValueType(Kind.STRUCT, null, column.fields());
    };
  }

  /// What a list's elements are; a JSON value may be a list of JSON values.
  ValueType elements() {
    return element == null ? JSON : element;
  }

  /// The column that holds such values; empty when BigQuery has none.
  Optional<Column> column(String name) {
    return switch (kind) {
      case LIST ->
          elements().kind == Kind.LIST
              ? Optional.empty()
              : elements().column(name).map(column -> column.in(Mode.REPEATED));
      case STRUCT -> Optional.of(structColumn(name));
      case NULL, DURATION, TEXTS -> Optional.empty();
      case BOOL -> Optional.of(Column.nullable(name, ColumnType.BOOL));
      case INT -> Optional.of(Column.nullable(name, ColumnType.INT64));
      case DOUBLE -> Optional.of(Column.nullable(name, ColumnType.FLOAT64));
      case DECIMAL -> Optional.of(Column.nullable(name, ColumnType.NUMERIC));
      case BIG_DECIMAL -> Optional.of(Column.nullable(name, ColumnType.BIGNUMERIC));
      case STRING, ZONE, PATTERN -> Optional.of(Column.nullable(name, ColumnType.STRING));
      case BYTES -> Optional.of(Column.nullable(name, ColumnType.BYTES));
      case DATE -> Optional.of(Column.nullable(name, ColumnType.DATE));
      case TIME -> Optional.of(Column.nullable(name, ColumnType.TIME));
      case DATETIME -> Optional.of(Column.nullable(name, ColumnType.DATETIME));
      case TIMESTAMP -> Optional.of(Column.nullable(name, ColumnType.TIMESTAMP));
      case JSON -> Optional.of(Column.nullable(name, ColumnType.JSON));
    };
  }

  private Column structColumn(String name) {
    return new Column(
        name,
        ColumnType.STRUCT,
        Mode.NULLABLE,
        OptionalLong.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        fields);
  }

  @Override
  public String toString() {
    return kind == Kind.LIST ? "ARRAY<" + elements() + ">" : kind.toString();
  }
}
