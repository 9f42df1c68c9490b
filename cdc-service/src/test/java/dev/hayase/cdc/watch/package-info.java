/// Tests of the watch over a source.
@NullMarked
package dev.hayase.cdc.watch;

import org.jspecify.annotations.NullMarked;
