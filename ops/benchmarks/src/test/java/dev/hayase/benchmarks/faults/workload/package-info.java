/// Tests of the workload.
@NullMarked
package dev.hayase.benchmarks.faults.workload;

import org.jspecify.annotations.NullMarked;
