/// Tests of the room of the same name.
@NullMarked
package dev.hayase.loader.table;

import org.jspecify.annotations.NullMarked;
