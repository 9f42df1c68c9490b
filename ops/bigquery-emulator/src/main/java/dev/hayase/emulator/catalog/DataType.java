package dev.hayase.emulator.catalog;

import static dev.hayase.emulator.catalog.Identifiers.quoted;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The type of a value: of a column, of a STRUCT's field, of a query's result. BigQuery has no
/// array of arrays, so "repeated" says all there is to say about arrays.
///
/// How each type is kept in DuckDB, in tables and in queries alike. Whatever writes SQL may count
/// on this table; the forms are chosen so that DuckDB's `=`, `<`, MIN, MAX, GROUP BY and ORDER BY
/// are BigQuery's:
///
/// | BigQuery | DuckDB | notes |
/// | --- | --- | --- |
/// | BOOL | BOOLEAN | |
/// | INT64 | BIGINT | |
/// | FLOAT64 | DOUBLE | DuckDB holds NaN equal to itself and above infinity; BigQuery does not |
/// | NUMERIC, NUMERIC(p, s) | DECIMAL(38,9) | the very same range |
/// | BIGNUMERIC | VARCHAR | 64 hexadecimal digits that sort like the number: `dev.hayase.emulator.row.BigNumeric` |
/// | STRING, STRING(n) | VARCHAR | compared byte by byte |
/// | BYTES, BYTES(n) | BLOB | |
/// | DATE | DATE | years 1 to 9999, whoever writes enforces it |
/// | DATETIME | TIMESTAMP | the same years |
/// | TIME | TIME | below 24:00:00 |
/// | TIMESTAMP | TIMESTAMP WITH TIME ZONE | the same years; sessions are in UTC |
/// | JSON | JSON | DuckDB's name for text; normalised as BigQuery prints it, not comparable in BigQuery |
/// | GEOGRAPHY | VARCHAR | canonical WKT |
/// | INTERVAL | INTERVAL | months, days and microseconds in both; both compare with 30-day months and 24-hour days |
/// | RANGE of T | STRUCT("start" T, "end" T) | never NULL inside: an unbounded start is `'-infinity'`, an unbounded end `'infinity'` |
/// | STRUCT | STRUCT | in the order of the fields; a field without a name is `_field_<n>`, from 1 |
/// | ARRAY of T | T[] | in a table never NULL: a column without a value holds `[]` |
///
/// @param repeated whether it is an array of what the rest says
/// @param fields of a STRUCT
/// @param rangeElement of a RANGE: DATE, DATETIME or TIMESTAMP
public record DataType(
    ColumnType type, boolean repeated, List<Field> fields, Optional<ColumnType> rangeElement) {

  /// A STRUCT's field, or a result's column.
  public record Field(String name, DataType type) {}

  public DataType {
    fields = List.copyOf(fields);
  }

  public static DataType scalar(ColumnType type) {
    return new DataType(type, false, List.of(), Optional.empty());
  }

  public static DataType struct(List<Field> fields) {
    return new DataType(ColumnType.STRUCT, false, fields, Optional.empty());
  }

  public static DataType range(ColumnType element) {
    return new DataType(ColumnType.RANGE, false, List.of(), Optional.of(element));
  }

  public DataType inArray() {
    if (repeated) {
      throw BigQueryException.invalidQuery(
          "Cannot construct array with element type ARRAY because nested arrays are not supported");
    }
    return new DataType(type, true, fields, rangeElement);
  }

  public DataType element() {
    return new DataType(type, false, fields, rangeElement);
  }

  /// Whether the type occurs here or in any field.
  public boolean contains(ColumnType wanted) {
    return type == wanted || fields.stream().anyMatch(field -> field.type().contains(wanted));
  }

  /// The same shape with one scalar type in the place of another.
  public DataType replacing(ColumnType from, ColumnType to) {
    List<Field> replaced =
        fields.stream()
            .map(field -> new Field(field.name(), field.type().replacing(from, to)))
            .toList();
    return new DataType(type == from ? to : type, repeated, replaced, rangeElement);
  }

  /// As DuckDB writes it in `CREATE TABLE` and `CAST`.
  public String duckdbType() {
    return repeated ? elementType() + "[]" : elementType();
  }

  private String elementType() {
    return switch (type) {
      case BOOL -> "BOOLEAN";
      case INT64 -> "BIGINT";
      case FLOAT64 -> "DOUBLE";
      case NUMERIC -> "DECIMAL(38,9)";
      case BIGNUMERIC, STRING, GEOGRAPHY -> "VARCHAR";
      case BYTES -> "BLOB";
      case DATE -> "DATE";
      case DATETIME -> "TIMESTAMP";
      case TIME -> "TIME";
      case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
      case JSON -> "JSON";
      case INTERVAL -> "INTERVAL";
      case RANGE -> {
        String bound = scalar(rangeElement.orElse(ColumnType.DATE)).duckdbType();
        yield "STRUCT(\"start\" " + bound + ", \"end\" " + bound + ")";
      }
      case STRUCT ->
          fields.stream()
              .map(field -> quoted(field.name()) + " " + field.type().duckdbType())
              .collect(Collectors.joining(", ", "STRUCT(", ")"));
    };
  }
}
