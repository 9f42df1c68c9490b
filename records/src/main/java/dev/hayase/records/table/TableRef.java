package dev.hayase.records.table;

/// The full name of a table.
public record TableRef(String project, String dataset, String table) {
  @Override
  public String toString() {
    return project + "." + dataset + "." + table;
  }
}
