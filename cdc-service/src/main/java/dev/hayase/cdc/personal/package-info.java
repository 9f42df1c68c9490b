/// What becomes of columns with personal data: their values are concealed where a row is written,
/// so that nothing behind that holds them. Pure.
///
/// Start with [Concealment].
@NullMarked
package dev.hayase.cdc.personal;

import org.jspecify.annotations.NullMarked;
