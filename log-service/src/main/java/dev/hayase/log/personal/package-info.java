/// Personal data, which stops at the door: what stands in its place in every topic.
///
/// Pure but for randomness. Start with [Concealment].
@NullMarked
package dev.hayase.log.personal;

import org.jspecify.annotations.NullMarked;
