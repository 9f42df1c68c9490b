package dev.hayase.aggregation.source;

/// How the records of each source's topic are read.
@FunctionalInterface
public interface SourceFormats {
  /// A new one for each caller, since a format is used by one thread.
  SourceFormat of(String topic);
}
