package dev.hayase.emulator.catalog;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// Which types `ALTER COLUMN SET DATA TYPE` may set in the place of which: numbers that lose
/// nothing by it, longer or unlimited lengths, higher precisions, STRUCTs with more fields at their
/// end ([statement reference][ref]).
///
/// [ref]: https://cloud.google.com/bigquery/docs/reference/standard-sql/data-definition-language#alter_column_set_data_type_statement
final class TypeWidening {
  private static final Map<ColumnType, Set<ColumnType>> COERCIONS =
      Map.of(
          ColumnType.INT64,
          Set.of(ColumnType.NUMERIC, ColumnType.BIGNUMERIC, ColumnType.FLOAT64),
          ColumnType.NUMERIC,
          Set.of(ColumnType.BIGNUMERIC, ColumnType.FLOAT64));

  private TypeWidening() {}

  /// @throws BigQueryException when rows could not be read with the new type
  static void require(Column before, Column after) {
    boolean coerced =
        COERCIONS.getOrDefault(before.type(), Set.of()).contains(after.type())
            && before.mode() != Mode.REPEATED;
    if (before.type() == after.type()) {
      requireWider(before, after);
      requireFields(before, after);
    } else if (!coerced) {
      throw refused(before, after);
    }
  }

  private static void requireWider(Column before, Column after) {
    boolean shorter =
        after.maxLength().isPresent()
            && (before.maxLength().isEmpty()
                || after.maxLength().getAsLong() < before.maxLength().getAsLong());
    boolean narrower =
        after.precision().isPresent()
            && (before.precision().isEmpty()
                || scale(after.scale()) < scale(before.scale())
                || after.precision().getAsInt() - scale(after.scale())
                    < before.precision().getAsInt() - scale(before.scale()));
    if (shorter || narrower) {
      throw refused(before, after);
    }
  }

  private static int scale(OptionalInt scale) {
    return scale.orElse(0);
  }

  private static void requireFields(Column before, Column after) {
    TableSchema now = new TableSchema(after.fields());
    for (Column old : before.fields()) {
      Column field = now.column(old.name()).orElseThrow(() -> refused(before, after));
      boolean relaxed = old.mode() == Mode.REQUIRED && field.mode() == Mode.NULLABLE;
      if (old.mode() != field.mode() && !relaxed) {
        throw refused(before, after);
      }
      require(old, field);
    }
    TableSchema then = new TableSchema(before.fields());
    for (Column field : after.fields()) {
      if (field.mode() == Mode.REQUIRED && then.column(field.name()).isEmpty()) {
        throw refused(before, after);
      }
    }
  }

  private static BigQueryException refused(Column before, Column after) {
    return BigQueryException.invalidQuery(
        "ALTER TABLE ALTER COLUMN SET DATA TYPE requires that the existing column type ("
            + before.standardType()
            + ") is assignable to the new type ("
            + after.standardType()
            + ")");
  }
}
