/// Measures how fast the parts are. [BenchmarksMain][dev.hayase.benchmarks.BenchmarksMain] is the
/// command, [EmulatorBenchmark][dev.hayase.benchmarks.EmulatorBenchmark] the one benchmark there
/// is.
@NullMarked
package dev.hayase.benchmarks;

import org.jspecify.annotations.NullMarked;
