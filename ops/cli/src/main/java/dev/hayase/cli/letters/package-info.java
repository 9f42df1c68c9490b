/// Dead letters as an operator sees them: which are open, how many of each kind, what a redrive of
/// some would do.
@NullMarked
package dev.hayase.cli.letters;

import org.jspecify.annotations.NullMarked;
