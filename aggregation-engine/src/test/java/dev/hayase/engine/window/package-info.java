/// Tests of the room of the same name.
@NullMarked
package dev.hayase.engine.window;

import org.jspecify.annotations.NullMarked;
