/// The log-service under requests, closed loop and open loop: `run logs`.
///
/// [LogBenchmark][dev.hayase.benchmarks.logs.LogBenchmark] starts a broker and the service, and
/// [Load][dev.hayase.benchmarks.logs.Load] sends to it from raw sockets, so that the client takes
/// little of the two processors that all of them share.
@NullMarked
package dev.hayase.benchmarks.logs;

import org.jspecify.annotations.NullMarked;
