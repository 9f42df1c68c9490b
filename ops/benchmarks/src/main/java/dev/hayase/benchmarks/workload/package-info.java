/// What is loaded: [Input][dev.hayase.benchmarks.workload.Input] says which topics there are and
/// what their records look like.
@NullMarked
package dev.hayase.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
