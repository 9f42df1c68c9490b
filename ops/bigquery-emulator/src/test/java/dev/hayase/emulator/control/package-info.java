@NullMarked
package dev.hayase.emulator.control;

import org.jspecify.annotations.NullMarked;
