/// Tests of the benchmarks.
@NullMarked
package dev.hayase.benchmarks;

import org.jspecify.annotations.NullMarked;
