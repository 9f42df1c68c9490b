package dev.hayase.cdc.change;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A place in the binary log of MySQL or MariaDB.
///
/// The log holds one transaction after the other, in the order of their commits, each as a run of
/// events, and each event with one row or many. A change is therefore found by its transaction, by
/// the number of its event within that, by its row within the event, and by its index among the
/// changes of the same row (the two halves of a changed key).
///
/// Reading that starts at `file` and `pos`, or after `gtids`, delivers the transaction from its
/// beginning; [#precedes] then tells which of its changes were handled already. So a transaction of
/// ours may end after any change.
///
/// @param file of the log where the transaction begins
/// @param pos in that file where it begins, in bytes
/// @param gtids the global names of every transaction before it; empty where the server gives none
/// @param gtid the transaction's own; empty where the server gives none, and between two
///   transactions
/// @param event its number within the transaction
/// @param row of the change within the event, from 1; 0 before the first
/// @param index of the change among those of its row, from 1; 0 before the first
public record BinlogPlace(
    String file, long pos, String gtids, String gtid, long event, int row, int index)
    implements LogPlace {
  static final String FILE = "file";

  /// Between two transactions.
  public static BinlogPlace between(String file, long pos, String gtids) {
    return new BinlogPlace(file, pos, gtids, "", 0, 0, 0);
  }

  /// Only the transaction that this place is in can be delivered again.
  @Override
  public boolean precedes(LogPlace other) {
    BinlogPlace that = (BinlogPlace) other;
    if (!isSameTransaction(that)) {
      return true;
    }
    if (that.event != event) {
      return that.event > event;
    }
    return that.row != row ? that.row > row : that.index > index;
  }

  /// A transaction's global name is the same on every server; positions are one server's own.
  boolean isSameTransaction(BinlogPlace that) {
    return (gtid.isEmpty() || that.gtid.isEmpty())
        ? pos == that.pos && file.equals(that.file)
        : gtid.equals(that.gtid);
  }

  @Override
  public BinlogPlace beforeTransaction() {
    return between(file, pos, gtids);
  }

  @Override
  public void writeTo(ObjectNode offset) {
    offset.put(FILE, file);
    offset.put("pos", pos);
    offset.put("gtids", gtids);
    offset.put("gtid", gtid);
    offset.put("event", event);
    offset.put("row", row);
    offset.put("index", index);
  }

  static BinlogPlace of(JsonNode offset) {
    return new BinlogPlace(
        offset.required(FILE).asString(),
        offset.required("pos").asLong(),
        offset.required("gtids").asString(),
        offset.required("gtid").asString(),
        offset.required("event").asLong(),
        offset.required("row").asInt(),
        offset.required("index").asInt());
  }
}
