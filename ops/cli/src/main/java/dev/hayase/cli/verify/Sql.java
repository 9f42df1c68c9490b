package dev.hayase.cli.verify;

/// Quoted names.
final class Sql {
  private Sql() {}

  static String postgres(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String bigQuery(String name) {
    return '`' + name.replace("\\", "\\\\").replace("`", "\\`") + '`';
  }

  /// A table's full name.
  static String bigQuery(String project, String dataset, String table) {
    return bigQuery(project) + "." + bigQuery(dataset) + "." + bigQuery(table);
  }
}
