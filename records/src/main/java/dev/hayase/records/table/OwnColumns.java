package dev.hayase.records.table;

import dev.hayase.event.schema.Column;
import dev.hayase.event.schema.ColumnType;
import java.util.List;

/// The columns that the loader adds to the source's. [dev.hayase.event.schema.BigQueryName] keeps
/// these names free.
public final class OwnColumns {
  public static final String SEQUENCE = "_hayase_seq";
  public static final String OPERATION = "_op";
  public static final String COMMITTED_AT = "_commit_ts";
  public static final String SNAPSHOT_ID = "_snapshot_id";
  public static final String PARTITION = "_kafka_partition";
  public static final String OFFSET = "_kafka_offset";

  public static final String BROKER_TIME = "_kafka_ts";
  public static final String EVENT_ID = "_event_id";
  public static final String EVENT_SOURCE = "_event_source";
  public static final String EVENT_TYPE = "_event_type";
  public static final String EVENT_TIME = "_event_ts";
  public static final String SENT_AT = "_sent_ts";
  public static final String RECEIVED_AT = "_received_ts";
  public static final String CLOCK_CORRECTION = "_clock_correction_us";

  /// The [#OPERATION] of the row that says that a snapshot is complete.
  public static final String SNAPSHOT_END = "snapshot-end";

  private OwnColumns() {}

  static List<Column> of(TableMode mode) {
    Column sequence = Column.nullable(SEQUENCE, ColumnType.STRING);
    return switch (mode) {
      case MIRROR -> List.of(sequence);
      case HISTORY ->
          List.of(
              Column.nullable(OPERATION, ColumnType.STRING),
              Column.nullable(COMMITTED_AT, ColumnType.TIMESTAMP),
              sequence,
              Column.nullable(SNAPSHOT_ID, ColumnType.STRING),
              Column.nullable(PARTITION, ColumnType.INT64),
              Column.nullable(OFFSET, ColumnType.INT64));
      case APPEND ->
          List.of(
              Column.nullable(PARTITION, ColumnType.INT64),
              Column.nullable(OFFSET, ColumnType.INT64),
              Column.nullable(BROKER_TIME, ColumnType.TIMESTAMP),
              Column.nullable(EVENT_ID, ColumnType.STRING),
              Column.nullable(EVENT_SOURCE, ColumnType.STRING),
              Column.nullable(EVENT_TYPE, ColumnType.STRING),
              Column.nullable(EVENT_TIME, ColumnType.TIMESTAMP),
              Column.nullable(SENT_AT, ColumnType.TIMESTAMP),
              Column.nullable(RECEIVED_AT, ColumnType.TIMESTAMP),
              Column.nullable(CLOCK_CORRECTION, ColumnType.INT64));
    };
  }
}
