/// Tests of the room of the same name.
@NullMarked
package dev.hayase.loader.batch;

import org.jspecify.annotations.NullMarked;
