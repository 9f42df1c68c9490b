/// Tests of what is compared.
@NullMarked
package dev.hayase.benchmarks.faults.compare;

import org.jspecify.annotations.NullMarked;
