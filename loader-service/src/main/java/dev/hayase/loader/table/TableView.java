package dev.hayase.loader.table;

/// A view that the loader makes beside a table.
///
/// @param ref its own name
/// @param table what it shows
public record TableView(TableRef ref, TableRef table) {
  private static final String ONCE = "_once";

  /// Shows each record of an appending table once, whose rows may stand there more than once.
  public static TableView once(TableRef table) {
    return new TableView(
        new TableRef(table.project(), table.dataset(), table.table() + ONCE), table);
  }
}
