/// Tests of [dev.hayase.emulator.query].
@NullMarked
package dev.hayase.emulator.query;

import org.jspecify.annotations.NullMarked;
