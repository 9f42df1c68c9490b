/// Tests of the room of the same name.
@NullMarked
package dev.hayase.cdc.change;

import org.jspecify.annotations.NullMarked;
