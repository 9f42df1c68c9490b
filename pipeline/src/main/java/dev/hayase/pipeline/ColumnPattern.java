package dev.hayase.pipeline;

import dev.hayase.pipeline.yaml.Refusal;

/// Takes columns in by name: `schema.table.column`, where `*` stands for any characters, also none.
///
/// The first dot ends the schema's name, the last one begins the column's. Whether a column's
/// letters are small or capital makes no difference: where names differ in nothing else, more is
/// taken in, not less.
public record ColumnPattern(TablePattern table, String column) {
  public static ColumnPattern parse(String text) {
    int first = text.indexOf('.');
    int last = text.lastIndexOf('.');
    if (first <= 0 || last - first < 2 || last == text.length() - 1) {
      throw new Refusal(
          "is not a column pattern",
          "Write schema.table.column, where * stands for any characters, as public.users.email");
    }
    return new ColumnPattern(TablePattern.parse(text.substring(0, last)), text.substring(last + 1));
  }

  public boolean matches(String schemaName, String tableName, String columnName) {
    return table.matches(schemaName, tableName)
        && TablePattern.regex(column, true).matcher(columnName).matches();
  }

  @Override
  public String toString() {
    return table + "." + column;
  }
}
