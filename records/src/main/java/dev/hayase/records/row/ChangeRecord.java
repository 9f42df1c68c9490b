package dev.hayase.records.row;

import org.jspecify.annotations.Nullable;

/// What the encoder needs of a change record.
///
/// @param key JSON of the primary key; null where the table has none
/// @param value Debezium's envelope
/// @param sequence text of the record's sequence number
/// @param snapshotId of the snapshot that read the row
@SuppressWarnings("ArrayRecordComponent") // Kafka's own arrays, never changed
public record ChangeRecord(
    byte @Nullable [] key,
    byte[] value,
    String sequence,
    @Nullable String snapshotId,
    int partition,
    long offset) {}
