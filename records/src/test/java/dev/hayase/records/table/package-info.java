/// Tests of the room of the same name.
@NullMarked
package dev.hayase.records.table;

import org.jspecify.annotations.NullMarked;
