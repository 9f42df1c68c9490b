package dev.hayase.records.row;

import java.util.Optional;

/// What became of a change record.
public sealed interface Encoded {

  /// A row for BigQuery.
  ///
  /// @param protobuf the row's message
  /// @param commitMicros when the source committed the change, microseconds since 1970
  /// @param snapshot whether a snapshot read the row, so that its age says nothing about our speed
  @SuppressWarnings("ArrayRecordComponent") // handed on, never changed
  record Row(byte[] protobuf, long commitMicros, boolean snapshot) implements Encoded {}

  /// No row: the record has to be parked.
  ///
  /// @param reason for the operator; holds no cell values
  /// @param column the source's name of the column at fault, where one is
  record Unfit(String reason, Optional<String> column) implements Encoded {}
}
