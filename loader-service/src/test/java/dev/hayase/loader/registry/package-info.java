/// Tests of the room of the same name.
@NullMarked
package dev.hayase.loader.registry;

import org.jspecify.annotations.NullMarked;
