package dev.hayase.cdc.change;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A place in PostgreSQL's log.
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
public record WalPlace(long commit, long lsn, int index) implements LogPlace {
  static final String COMMIT = "commit_lsn";

  /// Between two transactions: after that commit and before the next change.
  public static WalPlace afterCommit(long commit) {
    return new WalPlace(commit, 0, 0);
  }

  /// The place of the change that follows, given what the log says of it.
  public WalPlace next(long nextCommit, long nextLsn) {
    boolean sameNumber = nextCommit == commit && nextLsn == lsn;
    return new WalPlace(nextCommit, nextLsn, sameNumber ? index + 1 : 1);
  }

  /// Only the transaction that this place is in can be delivered again; within it, numbers grow.
  @Override
  public boolean precedes(LogPlace other) {
    WalPlace that = (WalPlace) other;
    if (that.commit != commit) {
      return true;
    }
    return that.lsn != lsn ? Long.compareUnsigned(that.lsn, lsn) > 0 : that.index > index;
  }

  @Override
  public WalPlace beforeTransaction() {
    return afterCommit(commit);
  }

  @Override
  public void writeTo(ObjectNode offset) {
    offset.put(COMMIT, commit);
    offset.put("lsn", lsn);
    offset.put("index", index);
  }

  static WalPlace of(JsonNode offset) {
    return new WalPlace(
        offset.required(COMMIT).asLong(),
        offset.required("lsn").asLong(),
        offset.required("index").asInt());
  }
}
