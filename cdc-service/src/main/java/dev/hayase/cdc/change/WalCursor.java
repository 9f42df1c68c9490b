package dev.hayase.cdc.change;

/// Counts the places of PostgreSQL's log as its changes come by.
public final class WalCursor {
  private WalPlace place;

  /// @param commit end of the commit that reading starts from; 0 while it is not known
  public WalCursor(long commit) {
    this.place = WalPlace.afterCommit(commit);
  }

  /// The place of the next change.
  ///
  /// @param commit end of the last commit before the change's transaction
  /// @param lsn the change's own number
  public WalPlace change(long commit, long lsn) {
    place = place.next(commit, lsn);
    return place;
  }

  /// The place where the log was read to without a change.
  ///
  /// @param commit end of the last commit that was read completely; the same as before while a
  ///   transaction is being read
  public WalPlace readThrough(long commit) {
    if (commit != place.commit()) {
      place = WalPlace.afterCommit(commit);
    }
    return place;
  }
}
