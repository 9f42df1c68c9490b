/// Tests of the room of the same name.
@NullMarked
package dev.hayase.records.row;

import org.jspecify.annotations.NullMarked;
