/// Tests of the room of the same name.
@NullMarked
package dev.hayase.loader.micrometer;

import org.jspecify.annotations.NullMarked;
