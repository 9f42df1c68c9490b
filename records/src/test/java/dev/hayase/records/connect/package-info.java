/// Tests of the room of the same name.
@NullMarked
package dev.hayase.records.connect;

import org.jspecify.annotations.NullMarked;
