/// What can go wrong with a capture, and what follows from it (pure).
///
/// Start with [Kind], which says what each kind means and when the capture is tried again, and
/// [Failure], which says it of one source. The edges make failures of what their systems say;
/// `Diagnosis` is the one total function over all of them.
@NullMarked
package dev.hayase.cdc.failure;

import org.jspecify.annotations.NullMarked;
