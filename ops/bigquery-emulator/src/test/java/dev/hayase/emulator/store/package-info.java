/// Tests of the store.
@NullMarked
package dev.hayase.emulator.store;

import org.jspecify.annotations.NullMarked;
