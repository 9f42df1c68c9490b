package dev.hayase.aggregation.source;

import java.util.Optional;

/// What is known of an event beside its document, under the names of the columns in its table.
enum EventColumn {
  ID("_event_id"),
  SOURCE("_event_source"),
  TYPE("_event_type"),
  TIME("_event_ts"),
  SENT("_sent_ts"),
  RECEIVED("_received_ts"),
  CORRECTION("_clock_correction_us"),
  BROKER_TIME("_kafka_ts"),
  PARTITION("_kafka_partition"),
  OFFSET("_kafka_offset");

  private final String column;

  EventColumn(String column) {
    this.column = column;
  }

  static Optional<EventColumn> of(String column) {
    for (EventColumn each : values()) {
      if (each.column.equals(column)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
