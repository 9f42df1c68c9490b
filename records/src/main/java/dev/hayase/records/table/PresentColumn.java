package dev.hayase.records.table;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A column, or a field of a struct, as BigQuery describes it.
///
/// @param type empty for a type that the loader does not know
/// @param maxLength of STRING and BYTES; empty when unlimited
/// @param precision of NUMERIC and BIGNUMERIC; empty for the type's own limits
/// @param scale of NUMERIC and BIGNUMERIC; empty without a precision or for none
/// @param fields of a STRUCT
/// @param besides the column beside which this one stands, if it is a [SideColumn]
public record PresentColumn(
    String name,
    Optional<ColumnType> type,
    Column.Mode mode,
    OptionalLong maxLength,
    OptionalInt precision,
    OptionalInt scale,
    List<PresentColumn> fields,
    Optional<String> besides) {
  public PresentColumn {
    fields = List.copyOf(fields);
  }

  /// As a column that is to be made will be described.
  public static PresentColumn of(Column column) {
    return new PresentColumn(
        column.name(),
        Optional.of(column.type()),
        column.mode(),
        column.maxLength(),
        column.precision(),
        column.scale(),
        column.fields().stream().map(PresentColumn::of).toList(),
        Optional.empty());
  }

  /// The same, as the side column of another.
  public PresentColumn beside(String column) {
    return new PresentColumn(
        name, type, mode, maxLength, precision, scale, fields, Optional.of(column));
  }

  /// The field of this name; names are told apart without regard to case.
  public Optional<PresentColumn> field(String fieldName) {
    return fields.stream().filter(f -> f.name().equalsIgnoreCase(fieldName)).findFirst();
  }

  /// The type, if a plain value of it can be loaded into this column.
  public Optional<ColumnType> plainType() {
    return mode == Column.Mode.REPEATED
        ? Optional.empty()
        : type.filter(t -> t != ColumnType.STRUCT);
  }
}
