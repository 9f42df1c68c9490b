/// Measures how fast the parts are. [BenchmarksMain][dev.hayase.benchmarks.BenchmarksMain] is the
/// command, [EmulatorBenchmark][dev.hayase.benchmarks.EmulatorBenchmark] measures the emulator, the
/// room `loader` the loader-service.
@NullMarked
package dev.hayase.benchmarks;

import org.jspecify.annotations.NullMarked;
