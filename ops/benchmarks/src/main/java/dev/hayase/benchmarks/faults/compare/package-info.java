/// Whether the tables hold what the topics say: every committed record is read again and held
/// against the rows, partition by partition and key by key, with bounded memory. Start with
/// [Comparison][dev.hayase.benchmarks.faults.compare.Comparison].
@NullMarked
package dev.hayase.benchmarks.faults.compare;

import org.jspecify.annotations.NullMarked;
