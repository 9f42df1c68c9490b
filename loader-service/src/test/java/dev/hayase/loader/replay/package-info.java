/// Tests of the room of the same name.
@NullMarked
package dev.hayase.loader.replay;

import org.jspecify.annotations.NullMarked;
