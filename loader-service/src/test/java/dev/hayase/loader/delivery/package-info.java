/// Tests of the room of the same name.
@NullMarked
package dev.hayase.loader.delivery;

import org.jspecify.annotations.NullMarked;
