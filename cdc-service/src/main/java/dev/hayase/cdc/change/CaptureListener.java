package dev.hayase.cdc.change;

import dev.hayase.cdc.schema.ShapeChange;
import dev.hayase.cdc.value.TableShape;
import dev.hayase.event.topic.ChangeTopic;

/// Is told what the capture did, once it is written.
public interface CaptureListener {

  /// @param operation Debezium's letter: `r`, `c`, `u`, `d`, or `t` for a truncate
  void written(ChangeTopic table, String operation);

  /// An update whose row is gone was left out: its delete follows.
  void leftOut(ChangeTopic table);

  /// A change could not become a record; a letter says where it stands.
  ///
  /// @param code the letter's
  default void unwritten(ChangeTopic table, String code) {}

  /// The snapshot began to read.
  void snapshotStarted();

  /// The snapshot of one table is over.
  void snapshotEnded(ChangeTopic table);

  /// The changes come from the log from now on.
  void streaming();

  /// A table is read anew while the log is followed.
  ///
  /// @param rowsScanned how many of its rows were read so far
  default void readingAnew(ChangeTopic table, long rowsScanned) {}

  /// Reading a table anew was given up.
  ///
  /// @param reason why, with the remedy
  default void readingFailed(ChangeTopic table, String reason) {}

  /// A run ended in trouble, or could not begin.
  ///
  /// @param kind the code of the failure's kind
  default void ended(String source, String kind) {}

  /// A row of that shape was read, and is written next. Said of each row, in the table's order.
  default void shape(ChangeTopic table, TableShape shape) {}

  /// The shape of a table's rows has changed.
  default void reshaped(ChangeTopic table, ShapeChange change) {}
}
