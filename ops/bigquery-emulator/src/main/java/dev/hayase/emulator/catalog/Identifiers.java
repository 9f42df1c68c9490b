package dev.hayase.emulator.catalog;

/// DuckDB's identifiers and literals.
public final class Identifiers {
  private Identifiers() {}

  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
