@NullMarked
package dev.hayase.benchmarks.faults.aggregation;

import org.jspecify.annotations.NullMarked;
