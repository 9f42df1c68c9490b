/// PURE: what is written while things go wrong. A
/// [Workload][dev.hayase.benchmarks.faults.workload.Workload] is a function of its seed:
/// transactions of changes to several tables, in Hayase's own format.
@NullMarked
package dev.hayase.benchmarks.faults.workload;

import org.jspecify.annotations.NullMarked;
