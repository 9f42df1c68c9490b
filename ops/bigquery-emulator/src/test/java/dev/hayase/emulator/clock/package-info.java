@NullMarked
package dev.hayase.emulator.clock;

import org.jspecify.annotations.NullMarked;
