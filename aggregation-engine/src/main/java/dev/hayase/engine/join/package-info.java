/// Rows beside the current row of another table, kept right when either changes.
@NullMarked
package dev.hayase.engine.join;

import org.jspecify.annotations.NullMarked;
