package dev.hayase.local.sample;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// A table of a sample database, and the SQL to create and change it.
///
/// @param name its name in the schema `public`
/// @param columns in order
/// @param key names of the primary key's columns; never empty
public record TableShape(String name, List<ColumnShape> columns, List<String> key) {

  /// A column: its name, its PostgreSQL type, and whether it takes NULL.
  public record ColumnShape(String name, String type, boolean nullable) {
    private String definition() {
      return quoted(name) + " " + type + (nullable ? "" : " NOT NULL");
    }
  }

  public TableShape {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    if (key.isEmpty()) {
      throw new IllegalArgumentException("table '" + name + "' has no key");
    }
  }

  /// The column of that name.
  public ColumnShape column(String column) {
    return columns.stream()
        .filter(c -> c.name().equals(column))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no column " + column));
  }

  /// The values of the key's columns in a row of this table.
  public List<String> keyOf(Row row) {
    return key.stream()
        .map(column -> row.values().get(columns.indexOf(column(column))))
        .map(value -> value == null ? "" : value)
        .toList();
  }

  public String create() {
    return "CREATE TABLE %s (%s, PRIMARY KEY (%s))"
        .formatted(
            quoted(name),
            columns.stream().map(ColumnShape::definition).collect(Collectors.joining(", ")),
            key.stream().map(TableShape::quoted).collect(Collectors.joining(", ")));
  }

  String quotedName() {
    return quoted(name);
  }

  String copy() {
    return "COPY %s (%s) FROM STDIN".formatted(quoted(name), names());
  }

  String insert() {
    return "INSERT INTO %s (%s) VALUES (%s)"
        .formatted(
            quoted(name),
            names(),
            columns.stream().map(TableShape::parameter).collect(Collectors.joining(", ")));
  }

  String update(Collection<String> changed) {
    return "UPDATE %s SET %s WHERE %s"
        .formatted(
            quoted(name),
            changed.stream().map(this::assignment).collect(Collectors.joining(", ")),
            byKey());
  }

  String delete() {
    return "DELETE FROM %s WHERE %s".formatted(quoted(name), byKey());
  }

  private String names() {
    return columns.stream().map(c -> quoted(c.name())).collect(Collectors.joining(", "));
  }

  private String byKey() {
    return key.stream().map(this::assignment).collect(Collectors.joining(" AND "));
  }

  private String assignment(String column) {
    return quoted(column) + " = " + parameter(column(column));
  }

  private static String parameter(ColumnShape column) {
    return "CAST(? AS " + column.type() + ")";
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
