/// Tests of the fault suite itself: that it hurts, and that it would notice.
@NullMarked
package dev.hayase.benchmarks.faults;

import org.jspecify.annotations.NullMarked;
