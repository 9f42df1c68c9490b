package dev.hayase.emulator.catalog;

import static dev.hayase.emulator.catalog.ColumnType.BIGNUMERIC;
import static dev.hayase.emulator.catalog.ColumnType.INT64;
import static dev.hayase.emulator.catalog.ColumnType.NUMERIC;

import java.util.ArrayList;
import java.util.List;

/// The rules by which `tables.patch` and `tables.update` may change a schema: columns may be added
/// at the end of their level as NULLABLE or REPEATED, REQUIRED may become NULLABLE, lengths and
/// precisions may grow. Whatever else is refused in BigQuery's words.
///
/// @param added new top-level columns
/// @param reshaped top-level columns whose storage type changes (a STRUCT that grew)
public record SchemaChange(List<Column> added, List<Column> reshaped) {
  public SchemaChange {
    added = List.copyOf(added);
    reshaped = List.copyOf(reshaped);
  }

  public boolean isEmpty() {
    return added.isEmpty() && reshaped.isEmpty();
  }

  /// @throws BigQueryException when BigQuery refuses the step
  public static SchemaChange between(TableName table, TableSchema before, TableSchema after) {
    List<Column> added = new ArrayList<>();
    List<Column> reshaped = new ArrayList<>();
    String prefix = "Provided Schema does not match Table " + table + ". ";
    compare(prefix, "", before.columns(), after.columns(), added);
    for (Column column : before.columns()) {
      after
          .column(column.name())
          .filter(now -> !now.duckdbType().equals(column.duckdbType()))
          .ifPresent(reshaped::add);
    }
    return new SchemaChange(added, reshaped);
  }

  private static void compare(
      String prefix, String path, List<Column> before, List<Column> after, List<Column> added) {
    for (Column old : before) {
      Column now =
          new TableSchema(after)
              .column(old.name())
              .orElseThrow(() ->
                  BigQueryException.invalid(
                      prefix + "Field " + path + old.name() + " is missing in new schema"));
      compare(prefix, path, old, now);
    }
    for (Column now : after) {
      if (new TableSchema(before).column(now.name()).isEmpty()) {
        if (now.mode() == Mode.REQUIRED) {
          throw BigQueryException.invalid(
              prefix
                  + "Cannot add required fields to an existing schema. (field: "
                  + path
                  + now.name()
                  + ")");
        }
        added.add(now);
      }
    }
  }

  private static void compare(String prefix, String path, Column old, Column now) {
    String name = path + old.name();
    boolean widened =
        (old.type() == INT64 && (now.type() == NUMERIC || now.type() == BIGNUMERIC))
            || (old.type() == NUMERIC && now.type() == BIGNUMERIC);
    if (old.type() != now.type()) {
      throw BigQueryException.invalid(
          prefix
              + "Field "
              + name
              + " has changed type from "
              + old.type().restName()
              + " to "
              + now.type().restName()
              + (widened ? " (use ALTER TABLE ALTER COLUMN SET DATA TYPE)" : ""));
    }
    boolean relaxed = old.mode() == Mode.REQUIRED && now.mode() == Mode.NULLABLE;
    if (old.mode() != now.mode() && !relaxed) {
      throw BigQueryException.invalid(
          prefix + "Field " + name + " has changed mode from " + old.mode() + " to " + now.mode());
    }
    boolean shorter =
        now.maxLength().isPresent()
            && (old.maxLength().isEmpty()
                || now.maxLength().getAsLong() < old.maxLength().getAsLong());
    boolean narrower =
        now.precision().isPresent()
            && (old.precision().isEmpty()
                || now.precision().getAsInt() < old.precision().getAsInt()
                || now.scale().orElse(0) < old.scale().orElse(0));
    if (shorter || narrower) {
      throw BigQueryException.invalid(
          prefix + "Field " + name + " has changed to a narrower parameterized type");
    }
    compare(prefix, name + ".", old.fields(), now.fields(), new ArrayList<>());
  }
}
