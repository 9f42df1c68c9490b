/// What a loader may rely on, one test for each rule.
@NullMarked
package dev.hayase.conformance;

import org.jspecify.annotations.NullMarked;
