/// Tests of the whole service on a real broker and the emulator.
@NullMarked
package dev.hayase.loader;

import org.jspecify.annotations.NullMarked;
