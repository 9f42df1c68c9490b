/// Tests of [dev.hayase.emulator.catalog].
@NullMarked
package dev.hayase.emulator.catalog;

import org.jspecify.annotations.NullMarked;
