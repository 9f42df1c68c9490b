/// Values, rows and their layouts, and the encoding in which bytes sort as the values do.
@NullMarked
package dev.hayase.engine.value;

import org.jspecify.annotations.NullMarked;
