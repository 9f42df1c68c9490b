package dev.hayase.records.format;

/// How a record of Kafka Connect holds its row.
public enum ConnectLayout {
  /// In Debezium's envelope.
  ENVELOPE,
  /// In Debezium's envelope, as a document in text; its identity stands in the key.
  DOCUMENT,
  /// The value is the row.
  ROW
}
