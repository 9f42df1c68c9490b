package dev.hayase.aggregation.source;

import dev.hayase.records.SourceRecord;

/// Reads the records of one topic. Used by one thread.
@FunctionalInterface
public interface RecordDecoder {
  Decoded decode(SourceRecord record);
}
