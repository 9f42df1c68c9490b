@NullMarked
package dev.hayase.benchmarks.faults.cdc;

import org.jspecify.annotations.NullMarked;
