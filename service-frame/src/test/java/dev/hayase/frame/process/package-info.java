/// Processes that watch and are watched.
@NullMarked
package dev.hayase.frame.process;

import org.jspecify.annotations.NullMarked;
