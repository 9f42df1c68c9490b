/// PURE: what will go wrong, and when. A [Schedule][dev.hayase.benchmarks.faults.plan.Schedule] is
/// a function of its seed; [Fault][dev.hayase.benchmarks.faults.plan.Fault] says what each one
/// does, and nothing here does it.
@NullMarked
package dev.hayase.benchmarks.faults.plan;

import org.jspecify.annotations.NullMarked;
