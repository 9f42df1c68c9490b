package dev.hayase.emulator.catalog;

import static dev.hayase.emulator.catalog.Identifiers.literal;
import static dev.hayase.emulator.catalog.Identifiers.quoted;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// How a value of a column's type gets into the column: rounded to its scale, an array never NULL
/// ([parameterized types][ref]), and refused in the words that the Storage Write API has for the
/// same mistake when it does not fit.
///
/// [ref]: https://cloud.google.com/bigquery/docs/reference/standard-sql/data-types#parameterized_data_types
public final class StoredValue {
  private StoredValue() {}

  /// Something that a value must not be: a condition, and the words for it, both in DuckDB's SQL.
  private record Problem(String condition, String message) {}

  /// @param value an expression of the column's type
  public static String of(String value, Column column) {
    String cast = "CAST(" + value + " AS " + column.duckdbType() + ")";
    if (column.mode() == Mode.REPEATED) {
      return "coalesce(" + cast + ", [])";
    }
    return column.type() == ColumnType.NUMERIC && column.precision().isPresent()
        ? "CAST(round(" + cast + ", " + column.scale().orElse(0) + ") AS DECIMAL(38,9))"
        : cast;
  }

  /// Queries that find a value in a table's column which does not fit, and say so.
  public static List<String> guards(String table, Column column) {
    return problems(quoted(column.name()), column, column.name(), 0).stream()
        .map(problem ->
            "SELECT "
                + problem.message()
                + " FROM "
                + table
                + " WHERE "
                + problem.condition()
                + " LIMIT 1")
        .toList();
  }

  private static List<Problem> problems(String value, Column column, String path, int depth) {
    List<Problem> problems = new ArrayList<>();
    if (column.mode() == Mode.REQUIRED) {
      problems.add(
          new Problem(value + " IS NULL", literal("Required field " + path + " cannot be null")));
    }
    if (column.mode() != Mode.REPEATED) {
      problems.addAll(single(value, column, path, depth));
      return problems;
    }
    String element = "x" + depth;
    problems.add(
        inArray(
            value,
            element,
            new Problem(
                element + " IS NULL",
                literal("Array cannot have a null element; error in writing field " + path))));
    single(element, column, path, depth + 1)
        .forEach(problem -> problems.add(inArray(value, element, problem)));
    return problems;
  }

  private static Problem inArray(String array, String element, Problem problem) {
    String found =
        "list_filter(" + array + ", lambda " + element + " : " + problem.condition() + ")";
    return new Problem(
        "len(" + found + ") > 0",
        "list_transform(" + found + ", lambda " + element + " : " + problem.message() + ")[1]");
  }

  /// What one value that is not NULL must not be.
  private static List<Problem> single(String value, Column column, String path, int depth) {
    List<Problem> problems = new ArrayList<>();
    String type = column.type().name();
    column
        .maxLength()
        .ifPresent(limit -> {
          String length =
              (column.type() == ColumnType.BYTES ? "octet_length(" : "length(") + value + ")";
          String words =
              "Field " + path + ": " + type + "(" + limit + ") has maximum length " + limit;
          problems.add(
              new Problem(
                  length + " > " + limit,
                  literal(words + " but got a value with length ") + " || " + length));
        });
    if (column.type() == ColumnType.NUMERIC && column.precision().isPresent()) {
      problems.add(tooLarge(value, column, path));
    }
    for (Column field : column.fields()) {
      problems(value + "." + quoted(field.name()), field, path + "." + field.name(), depth)
          .forEach(problem ->
              problems.add(
                  new Problem(
                      value + " IS NOT NULL AND " + problem.condition(), problem.message())));
    }
    return problems;
  }

  private static Problem tooLarge(String value, Column column, String path) {
    int precision = column.precision().orElseThrow();
    int scale = column.scale().orElse(0);
    String type = "NUMERIC(" + precision + (scale == 0 ? "" : ", " + scale) + ")";
    BigDecimal bound = BigDecimal.ONE.scaleByPowerOfTen(precision - scale);
    return new Problem(
        "abs(" + value + ") >= CAST('" + bound.toPlainString() + "' AS DECIMAL(38,9))",
        literal(
            "Field "
                + path
                + ": "
                + type
                + " has precision "
                + precision
                + " and scale "
                + scale
                + " but got a value that is not in range"));
  }
}
