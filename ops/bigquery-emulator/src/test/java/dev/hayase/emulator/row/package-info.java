/// Tests of [dev.hayase.emulator.row].
@NullMarked
package dev.hayase.emulator.row;

import org.jspecify.annotations.NullMarked;
