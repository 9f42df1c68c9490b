/// The aggregation-service under changes that never cease, while it and the broker are killed,
/// frozen and robbed of their disks, and the sources do what sources do: `faults aggregation`.
///
/// [AggregationFaultRun][dev.hayase.benchmarks.faults.aggregation.AggregationFaultRun] is the run;
/// [Shop][dev.hayase.benchmarks.faults.aggregation.Shop] is what is aggregated, and
/// [Oracle][dev.hayase.benchmarks.faults.aggregation.Oracle] says what must come of it.
@NullMarked
package dev.hayase.benchmarks.faults.aggregation;

import org.jspecify.annotations.NullMarked;
