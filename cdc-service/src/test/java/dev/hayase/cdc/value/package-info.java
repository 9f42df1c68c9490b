/// Tests of the room of the same name.
@NullMarked
package dev.hayase.cdc.value;

import org.jspecify.annotations.NullMarked;
