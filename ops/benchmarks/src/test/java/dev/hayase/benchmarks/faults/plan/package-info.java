/// Tests of schedules.
@NullMarked
package dev.hayase.benchmarks.faults.plan;

import org.jspecify.annotations.NullMarked;
