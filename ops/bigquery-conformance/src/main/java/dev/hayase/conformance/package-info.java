/// Where the conformance suite runs, and what its tests share.
/// [UnderTest][dev.hayase.conformance.UnderTest] is the emulator or BigQuery itself.
@NullMarked
package dev.hayase.conformance;

import org.jspecify.annotations.NullMarked;
