/// Tests of the room.
@NullMarked
package dev.hayase.benchmarks.loader;

import org.jspecify.annotations.NullMarked;
