@NullMarked
package dev.hayase.emulator.faults;

import org.jspecify.annotations.NullMarked;
