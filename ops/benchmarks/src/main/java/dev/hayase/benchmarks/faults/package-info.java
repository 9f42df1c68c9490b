/// The fault suite: the real service as processes, hurt on a seeded schedule while a seeded
/// workload runs, and then compared row by row.
/// [FaultsMain][dev.hayase.benchmarks.faults.FaultsMain] is the command,
/// [FaultRun][dev.hayase.benchmarks.faults.FaultRun] one run from nothing to the verdict.
@NullMarked
package dev.hayase.benchmarks.faults;

import org.jspecify.annotations.NullMarked;
