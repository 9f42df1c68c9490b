package dev.hayase.records.table;

/// A view that the loader makes beside a table.
///
/// @param ref its own name
/// @param table what it shows
/// @param each what it shows one row of
/// @param complete whether it shows of a history no snapshot that is not complete
public record TableView(TableRef ref, TableRef table, Each each, boolean complete) {
  private static final String ONCE = "_once";
  private static final String COMPLETE = "_complete";

  /// What a view shows one row of.
  public enum Each {
    /// Each row: there is one of each record.
    ROW,
    /// Each record, whose rows may stand in the table more than once.
    RECORD,
    /// Each event, which its sender may have sent more than once, as it came first; and each record
    /// that tells no id.
    EVENT
  }

  /// Shows each record or event of an appending table once.
  public static TableView once(TableRef table, Each each) {
    return new TableView(beside(table, ONCE), table, each, false);
  }

  /// Shows a history's changes and the rows of its completed snapshots.
  ///
  /// @param once whether rows may stand in the table more than once
  public static TableView complete(TableRef table, boolean once) {
    return new TableView(beside(table, COMPLETE), table, once ? Each.RECORD : Each.ROW, true);
  }

  private static TableRef beside(TableRef table, String suffix) {
    return new TableRef(table.project(), table.dataset(), table.table() + suffix);
  }
}
