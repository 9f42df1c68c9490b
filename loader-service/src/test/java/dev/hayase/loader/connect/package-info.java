/// Tests of the room of the same name.
@NullMarked
package dev.hayase.loader.connect;

import org.jspecify.annotations.NullMarked;
