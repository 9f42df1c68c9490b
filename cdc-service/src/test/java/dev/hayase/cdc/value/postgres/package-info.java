/// Tests of the room of the same name.
@NullMarked
package dev.hayase.cdc.value.postgres;

import org.jspecify.annotations.NullMarked;
