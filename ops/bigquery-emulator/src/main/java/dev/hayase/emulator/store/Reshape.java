package dev.hayase.emulator.store;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import dev.hayase.emulator.catalog.Column;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.Mode;
import dev.hayase.emulator.catalog.TableSchema;
import java.util.Optional;
import java.util.stream.Collectors;

/// Rows of a column's old type as rows of its new, wider one, in DuckDB's words.
final class Reshape {
  private Reshape() {}

  /// @param value an expression of the old type
  static String value(String value, Column before, Column after) {
    if (before.duckdbType().equals(after.duckdbType())) {
      return value;
    }
    if (before.mode() == Mode.REPEATED) {
      return "list_transform(" + value + ", lambda x : " + one("x", before, after) + ")";
    }
    return one(value, before, after);
  }

  private static String one(String value, Column before, Column after) {
    if (after.type() == ColumnType.STRUCT) {
      TableSchema fields = new TableSchema(before.fields());
      return "CASE WHEN "
          + value
          + " IS NULL THEN NULL ELSE struct_pack("
          + after.fields().stream()
              .map(field -> quoted(field.name()) + " := " + field(value, fields, field))
              .collect(Collectors.joining(", "))
          + ") END";
    }
    if (after.type() == ColumnType.BIGNUMERIC) {
      return BigNumericText.of(value);
    }
    return "CAST(" + value + " AS " + after.type().duckdbType() + ")";
  }

  private static String field(String value, TableSchema before, Column field) {
    Optional<Column> old = before.column(field.name());
    return old.isEmpty()
        ? "CAST("
            + (field.mode() == Mode.REPEATED ? "[]" : "NULL")
            + " AS "
            + field.duckdbType()
            + ")"
        : value(value + "." + quoted(old.get().name()), old.get(), field);
  }
}
