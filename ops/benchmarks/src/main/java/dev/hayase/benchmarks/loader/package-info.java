/// Our loader beside two others, on the same topics, against the same server: `run loader`.
///
/// [LoaderBenchmark][dev.hayase.benchmarks.loader.LoaderBenchmark] lets each
/// [Contender][dev.hayase.benchmarks.loader.Contender] in turn drain what
/// [Feed][dev.hayase.benchmarks.loader.Feed] filled, and then follow at half of that speed.
@NullMarked
package dev.hayase.benchmarks.loader;

import org.jspecify.annotations.NullMarked;
