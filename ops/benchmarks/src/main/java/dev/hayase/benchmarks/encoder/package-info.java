/// The loader's encoder beside Google's conversion of JSON, on one thread, with what each row
/// allocates: `run encoder`, by JMH.
@NullMarked
package dev.hayase.benchmarks.encoder;

import org.jspecify.annotations.NullMarked;
