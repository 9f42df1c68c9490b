package dev.hayase.records.row;

import dev.hayase.records.table.OwnColumns;
import dev.hayase.records.table.TableShape;
import dev.hayase.records.table.TableShape.ShapeColumn;

/// The field numbers of the loader's own columns; 0 of those that the table does not have.
record OwnNumbers(
    int sequence,
    int operation,
    int committedAt,
    int snapshotId,
    int partition,
    int offset,
    int brokerTime,
    int eventId,
    int eventSource,
    int eventType,
    int eventTime,
    int sentAt,
    int receivedAt,
    int clockCorrection) {
  static OwnNumbers of(TableShape shape) {
    return new OwnNumbers(
        number(shape, OwnColumns.SEQUENCE),
        number(shape, OwnColumns.OPERATION),
        number(shape, OwnColumns.COMMITTED_AT),
        number(shape, OwnColumns.SNAPSHOT_ID),
        number(shape, OwnColumns.PARTITION),
        number(shape, OwnColumns.OFFSET),
        number(shape, OwnColumns.BROKER_TIME),
        number(shape, OwnColumns.EVENT_ID),
        number(shape, OwnColumns.EVENT_SOURCE),
        number(shape, OwnColumns.EVENT_TYPE),
        number(shape, OwnColumns.EVENT_TIME),
        number(shape, OwnColumns.SENT_AT),
        number(shape, OwnColumns.RECEIVED_AT),
        number(shape, OwnColumns.CLOCK_CORRECTION));
  }

  private static int number(TableShape shape, String column) {
    return shape.column(column).map(ShapeColumn::number).orElse(0);
  }
}
