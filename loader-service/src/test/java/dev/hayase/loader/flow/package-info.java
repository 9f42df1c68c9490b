/// Tests of the room of the same name.
@NullMarked
package dev.hayase.loader.flow;

import org.jspecify.annotations.NullMarked;
