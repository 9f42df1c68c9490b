package dev.hayase.pipeline;

import java.time.Duration;

/// How much the loader holds, and when it sends.
///
/// @param memory for rows that are read and not yet acknowledged, over all tables
public record LoaderSettings(ByteSize memory, Batch batch) {
  public static final LoaderSettings DEFAULT =
      new LoaderSettings(ByteSize.ofMebibytes(128), Batch.DEFAULT);

  /// A batch goes out as soon as one of the three is reached.
  public record Batch(int rows, ByteSize bytes, Duration age) {
    public static final Batch DEFAULT =
        new Batch(5_000, ByteSize.ofMebibytes(4), Duration.ofMillis(200));
  }
}
