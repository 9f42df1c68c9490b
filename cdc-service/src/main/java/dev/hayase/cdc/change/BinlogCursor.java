package dev.hayase.cdc.change;

/// Counts the places of a binary log as its changes come by.
public final class BinlogCursor {
  private BinlogPlace place;
  private boolean named;
  private String unnamed = "";

  /// @param start between two transactions, where reading starts
  public BinlogCursor(BinlogPlace start) {
    this.place = start;
    this.named = !start.gtids().isEmpty();
  }

  /// The place of the next change.
  ///
  /// @param begin where its transaction begins, with the names of those before
  /// @param gtid the transaction's name; empty without one
  /// @param event its number within the transaction
  /// @param row of the change within the event, from 1
  public BinlogPlace change(BinlogPlace begin, String gtid, long event, int row) {
    BinlogPlace next =
        new BinlogPlace(begin.file(), begin.pos(), gtids(begin.gtids(), gtid), gtid, event, row, 1);
    boolean sameRow =
        place.index() > 0
            && next.isSameTransaction(place)
            && event == place.event()
            && row == place.row();
    place =
        sameRow
            ? new BinlogPlace(
                next.file(), next.pos(), next.gtids(), gtid, event, row, place.index() + 1)
            : next;
    return place;
  }

  /// The place where the log was read to without a change.
  ///
  /// @param end where the last complete transaction ends, with the names of those before
  /// @param complete whether no transaction is being read
  public BinlogPlace readThrough(BinlogPlace end, boolean complete) {
    if (complete && isBeyond(end)) {
      place = end;
    }
    return place;
  }

  /// After the connection a server may name an earlier position of the file than that from which it
  /// then sends: only what has other names is beyond, where there are names.
  private boolean isBeyond(BinlogPlace end) {
    if (!end.gtids().isEmpty()) {
      return named && !end.gtids().equals(place.gtids());
    }
    return !end.file().equals(place.file()) || end.pos() > place.pos();
  }

  /// Debezium, when it knows of no transaction before, names the first one among those before
  /// itself.
  private String gtids(String before, String gtid) {
    if (named || gtid.isEmpty()) {
      return before;
    }
    if (unnamed.isEmpty()) {
      unnamed = gtid;
    }
    named = !unnamed.equals(gtid);
    return named ? before : "";
  }
}
