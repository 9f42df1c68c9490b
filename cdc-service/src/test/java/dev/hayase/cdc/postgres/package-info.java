/// Tests of the room of the same name.
@NullMarked
package dev.hayase.cdc.postgres;

import org.jspecify.annotations.NullMarked;
