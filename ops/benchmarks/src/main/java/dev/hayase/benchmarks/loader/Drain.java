package dev.hayase.benchmarks.loader;

/// How a contender drained the topics, from the end of its warm-up to the last acknowledged row.
///
/// @param wholeRowsPerSecond the same from its first acknowledged row on, warm-up included
record Drain(
    double rowsPerSecond, double wholeRowsPerSecond, double cpuSecondsPerMillion, long peakBytes) {}
