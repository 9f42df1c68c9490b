/// What a partition remembers, as the other rooms reach it: one ordered map of bytes.
@NullMarked
package dev.hayase.engine.state;

import org.jspecify.annotations.NullMarked;
