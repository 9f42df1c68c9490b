package dev.hayase.cdc.change;

/// A place in PostgreSQL's log, exact to the single change.
///
/// The log is decoded transaction by transaction in the order of their commits. A change is
/// therefore found by the commit that stands before its transaction, by its own log sequence number
/// within the transaction, and by its index among the changes that share that number (the rows of
/// one `COPY` block, the tables of one `TRUNCATE`, the two halves of a changed key).
///
/// Streaming that starts at `commit` delivers exactly the transactions that were not complete
/// before it, each from its beginning, and nothing else; [#precedes] then tells which of the first
/// one's changes were handled already. So a transaction of ours may end after any change, also in
/// the middle of a group that shares one number, and nothing is lost or doubled.
///
/// @param commit end of the last commit before the change's transaction
/// @param lsn the change's own number; 0 before the transaction's first change
/// @param index of the change among those with that number, from 1; 0 before the first
public record LogPlace(long commit, long lsn, int index) {

  /// Between two transactions: after that commit and before the next change.
  public static LogPlace afterCommit(long commit) {
    return new LogPlace(commit, 0, 0);
  }

  /// The place of the change that follows, given what the log says of it.
  public LogPlace next(long nextCommit, long nextLsn) {
    boolean sameNumber = nextCommit == commit && nextLsn == lsn;
    return new LogPlace(nextCommit, nextLsn, sameNumber ? index + 1 : 1);
  }

  /// Whether a change at `other` comes after this place. Only the transaction that this place is in
  /// can be delivered again; within it, numbers grow.
  public boolean precedes(LogPlace other) {
    if (other.commit != commit) {
      return true;
    }
    return other.lsn != lsn ? Long.compareUnsigned(other.lsn, lsn) > 0 : other.index > index;
  }
}
