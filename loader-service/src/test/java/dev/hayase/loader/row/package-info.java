/// Tests of the room of the same name.
@NullMarked
package dev.hayase.loader.row;

import org.jspecify.annotations.NullMarked;
