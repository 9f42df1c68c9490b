/// The log-service under clients that never give up, while it and the broker are killed, frozen and
/// abused: `faults logs`.
///
/// [LogFaultRun][dev.hayase.benchmarks.faults.logs.LogFaultRun] is the run;
/// [PatientClient][dev.hayase.benchmarks.faults.logs.PatientClient] sends until it is told that an
/// event is durable, and remembers what it was told.
@NullMarked
package dev.hayase.benchmarks.faults.logs;

import org.jspecify.annotations.NullMarked;
