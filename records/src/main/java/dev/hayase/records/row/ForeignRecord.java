package dev.hayase.records.row;

import dev.hayase.records.SourceRecord;
import org.jspecify.annotations.Nullable;

/// A record that another capture wrote, and where in it the row and the key stand.
///
/// @param value a document in which the payload lies from `from` to `to`; null for a tombstone
/// @param key likewise; null where the record has none
/// @param keyIsPrimary whether the key is that of the table; else a row before the change tells
@SuppressWarnings("ArrayRecordComponent") // Kafka's own arrays, never changed
public record ForeignRecord(
    SourceRecord record,
    byte @Nullable [] value,
    int from,
    int to,
    byte @Nullable [] key,
    int keyFrom,
    int keyTo,
    boolean keyIsPrimary) {}
