/// The rows of a source as they are now, so that a change can be said as what it takes back and
/// what it adds.
@NullMarked
package dev.hayase.engine.current;

import org.jspecify.annotations.NullMarked;
