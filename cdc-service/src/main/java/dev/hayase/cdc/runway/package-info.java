/// How long a capture may stay away before the server removes log that it has not read (pure).
///
/// Start with [Runway].
@NullMarked
package dev.hayase.cdc.runway;

import org.jspecify.annotations.NullMarked;
