package dev.hayase.emulator.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// The rules by which `tables.patch` and `tables.update` may change a schema: columns may be added
/// as NULLABLE or REPEATED, also inside of a STRUCT; REQUIRED may become NULLABLE; lengths and
/// precisions may grow. Whatever else is refused in BigQuery's words
/// ([modifying table schemas][docs]; the words are those that users quote, for example in
/// github.com/confluentinc/kafka-connect-bigquery).
///
/// [docs]: https://cloud.google.com/bigquery/docs/managing-table-schemas
///
/// @param steps what the storage has to do: new columns, and STRUCTs that grew
public record SchemaChange(List<Alteration.Step> steps) {
  public SchemaChange {
    steps = List.copyOf(steps);
  }

  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /// @throws BigQueryException when BigQuery refuses the step
  public static SchemaChange between(TableName table, TableSchema before, TableSchema after) {
    require("Provided Schema does not match Table " + table + ". ", "", before, after);
    List<Alteration.Step> steps = new ArrayList<>();
    for (Column now : after.inOrderOf(before).columns()) {
      before
          .column(now.name())
          .ifPresentOrElse(
              old -> {
                if (!old.duckdbType().equals(now.duckdbType())) {
                  steps.add(new Alteration.Step.Retype(old, now));
                }
              },
              () -> steps.add(new Alteration.Step.Add(now)));
    }
    return new SchemaChange(steps);
  }

  private static void require(String prefix, String path, TableSchema before, TableSchema after) {
    for (Column old : before.columns()) {
      Column now =
          after
              .column(old.name())
              .orElseThrow(() ->
                  BigQueryException.invalid(
                      prefix + "Field " + path + old.name() + " is missing in new schema"));
      require(prefix, path + old.name(), old, now);
    }
    for (Column now : after.columns()) {
      if (now.mode() == Mode.REQUIRED && before.column(now.name()).isEmpty()) {
        throw BigQueryException.invalid(
            prefix
                + "Cannot add required fields to an existing schema. (field: "
                + path
                + now.name()
                + ")");
      }
    }
  }

  private static void require(String prefix, String path, Column old, Column now) {
    if (!typeName(old).equals(typeName(now))) {
      throw BigQueryException.invalid(
          prefix
              + "Field "
              + path
              + " has changed type from "
              + typeName(old)
              + " to "
              + typeName(now));
    }
    boolean relaxed = old.mode() == Mode.REQUIRED && now.mode() == Mode.NULLABLE;
    if (old.mode() != now.mode() && !relaxed) {
      throw BigQueryException.invalid(
          prefix + "Field " + path + " has changed mode from " + old.mode() + " to " + now.mode());
    }
    if (isNarrower(old, now)) {
      throw BigQueryException.invalid(
          prefix
              + "Field "
              + path
              + " has changed type from "
              + old.standardType()
              + " to "
              + now.standardType());
    }
    require(prefix, path + ".", new TableSchema(old.fields()), new TableSchema(now.fields()));
  }

  private static String typeName(Column column) {
    return column
        .rangeElement()
        .map(element -> "RANGE<" + element.restName() + ">")
        .orElse(column.type().restName());
  }

  private static boolean isNarrower(Column old, Column now) {
    boolean shorter =
        now.maxLength().isPresent()
            && (old.maxLength().isEmpty()
                || now.maxLength().getAsLong() < old.maxLength().getAsLong());
    boolean coarser =
        now.precision().isPresent()
            && (old.precision().isEmpty()
                || integerDigits(now) < integerDigits(old)
                || digits(now.scale()) < digits(old.scale()));
    return shorter || coarser;
  }

  private static int integerDigits(Column column) {
    return digits(column.precision()) - digits(column.scale());
  }

  private static int digits(OptionalInt digits) {
    return digits.orElse(0);
  }
}
