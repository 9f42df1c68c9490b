/// Tests of the room of the same name.
@NullMarked
package dev.hayase.loader.format;

import org.jspecify.annotations.NullMarked;
