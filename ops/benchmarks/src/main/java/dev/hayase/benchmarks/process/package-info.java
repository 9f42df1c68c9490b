/// What the operating system says of the processes that are measured.
@NullMarked
package dev.hayase.benchmarks.process;

import org.jspecify.annotations.NullMarked;
