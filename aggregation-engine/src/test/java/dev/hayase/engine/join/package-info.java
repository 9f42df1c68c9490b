/// Tests of the room of the same name.
@NullMarked
package dev.hayase.engine.join;

import org.jspecify.annotations.NullMarked;
