package dev.hayase.loader.table;

/// A view that the loader makes beside a table.
///
/// @param ref its own name
/// @param table what it shows
/// @param once whether it shows each record once, of a table in which rows may stand more than once
/// @param complete whether it shows of a history no snapshot that is not complete
public record TableView(TableRef ref, TableRef table, boolean once, boolean complete) {
  private static final String ONCE = "_once";
  private static final String COMPLETE = "_complete";

  /// Shows each record of an appending table once, whose rows may stand there more than once.
  public static TableView once(TableRef table) {
    return new TableView(beside(table, ONCE), table, true, false);
  }

  /// Shows a history's changes and the rows of its completed snapshots.
  ///
  /// @param once whether rows may stand in the table more than once
  public static TableView complete(TableRef table, boolean once) {
    return new TableView(beside(table, COMPLETE), table, once, true);
  }

  private static TableRef beside(TableRef table, String suffix) {
    return new TableRef(table.project(), table.dataset(), table.table() + suffix);
  }
}
