/// Tests of the room.
@NullMarked
package dev.hayase.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
