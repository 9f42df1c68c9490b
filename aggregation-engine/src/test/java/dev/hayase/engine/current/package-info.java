/// Tests of the room of the same name.
@NullMarked
package dev.hayase.engine.current;

import org.jspecify.annotations.NullMarked;
