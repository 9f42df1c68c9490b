/// Tests of the room of the same name.
@NullMarked
package dev.hayase.loader.outcome;

import org.jspecify.annotations.NullMarked;
