package dev.hayase.aggregation.source;

/// Reads the records of one topic. Used by one thread.
@FunctionalInterface
public interface RecordDecoder {
  Decoded decode(SourceRecord record);
}
