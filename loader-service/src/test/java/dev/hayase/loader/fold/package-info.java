/// Tests of the room of the same name.
@NullMarked
package dev.hayase.loader.fold;

import org.jspecify.annotations.NullMarked;
