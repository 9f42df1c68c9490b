/// The cdc-service beside the engine alone, and beside the engine as its documentation would have
/// one use it.
@NullMarked
package dev.hayase.benchmarks.cdc;

import org.jspecify.annotations.NullMarked;
