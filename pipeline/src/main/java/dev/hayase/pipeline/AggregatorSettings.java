package dev.hayase.pipeline;

import java.nio.file.Path;
import java.util.Optional;

/// How the aggregation-service computes.
///
/// @param stateFolder where the state of the aggregations is on this machine's disk
/// @param standbys how many other machines keep a copy of each state, to take over in seconds
/// @param threads for each aggregation
/// @param memory of what RocksDB holds of all state on this machine; the rest is on disk
/// @param lookupKeys the file of API keys that lookups need one of; without it they are open
public record AggregatorSettings(
    Path stateFolder, int standbys, int threads, ByteSize memory, Optional<Path> lookupKeys) {
  public static final AggregatorSettings DEFAULT =
      new AggregatorSettings(
          Path.of("/var/lib/hayase/aggregation"),
          0,
          1,
          ByteSize.ofMebibytes(256),
          Optional.empty());
}
