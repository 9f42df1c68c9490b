package dev.hayase.emulator.query;

import dev.hayase.emulator.catalog.BigQueryException;
import dev.hayase.emulator.catalog.ColumnType;
import dev.hayase.emulator.catalog.DataType;
import java.util.ArrayList;
import java.util.List;

/// Reads DuckDB's names of types (`STRUCT(x BIGINT, "a b" VARCHAR[])`).
final class DuckTypes {
  private final String text;
  private int at;

  private DuckTypes(String text) {
    this.text = text;
  }

  static DataType parse(String text) {
    DuckTypes parser = new DuckTypes(text);
    return parser.type();
  }

  private DataType type() {
    DataType type = text.startsWith("STRUCT(", at) ? struct() : named();
    while (text.startsWith("[]", at)) {
      at += 2;
      type = type.inArray();
    }
    return type;
  }

  private DataType struct() {
    at += "STRUCT(".length();
    List<DataType.Field> fields = new ArrayList<>();
    while (text.charAt(at) != ')') {
      String name = fieldName();
      at++; // the blank
      fields.add(new DataType.Field(name, type()));
      if (text.startsWith(", ", at)) {
        at += 2;
      }
    }
    at++;
    return marked(fields);
  }

  /// What [Marked] writes: a struct of one field with a type's name.
  private static DataType marked(List<DataType.Field> fields) {
    if (fields.size() == 1) {
      switch (fields.getFirst().name()) {
        case "bignumeric" -> {
          return DataType.scalar(ColumnType.BIGNUMERIC);
        }
        case "geography" -> {
          return DataType.scalar(ColumnType.GEOGRAPHY);
        }
        default -> {}
      }
    }
    return DataType.struct(fields);
  }

  private String fieldName() {
    if (text.charAt(at) != '"') {
      int end = text.indexOf(' ', at);
      String name = text.substring(at, end);
      at = end;
      return name;
    }
    StringBuilder name = new StringBuilder();
    for (at++; ; at++) {
      char c = text.charAt(at);
      if (c != '"') {
        name.append(c);
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
        name.append('"');
        at++;
      } else {
        at++;
        return name.toString();
      }
    }
  }

  private DataType named() {
    int start = at;
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (depth == 0 && (c == ',' || c == ')' || c == '[')) {
        break;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      at++;
    }
    String name = text.substring(start, at);
    if (name.startsWith("DECIMAL")) {
      return DataType.scalar(ColumnType.NUMERIC);
    }
    return DataType.scalar(
        switch (name) {
          case "BOOLEAN" -> ColumnType.BOOL;
          case "TINYINT",
              "SMALLINT",
              "INTEGER",
              "BIGINT",
              "HUGEINT",
              "UTINYINT",
              "USMALLINT",
              "UINTEGER",
              "UBIGINT",
              "UHUGEINT",
              "\"NULL\"",
              "NULL" ->
              ColumnType.INT64;
          case "FLOAT", "DOUBLE" -> ColumnType.FLOAT64;
          case "VARCHAR" -> ColumnType.STRING;
          case "BLOB" -> ColumnType.BYTES;
          case "DATE" -> ColumnType.DATE;
          case "TIME" -> ColumnType.TIME;
          case "TIMESTAMP" -> ColumnType.DATETIME;
          case "TIMESTAMP WITH TIME ZONE" -> ColumnType.TIMESTAMP;
          case "JSON" -> ColumnType.JSON;
          case "INTERVAL" -> ColumnType.INTERVAL;
          default ->
              throw BigQueryException.invalidQuery(
                  "A result of type " + name + " is not supported by this emulator");
        });
  }
}
