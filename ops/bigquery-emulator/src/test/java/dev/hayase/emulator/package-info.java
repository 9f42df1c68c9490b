/// The emulator as Google's own clients see it.
@NullMarked
package dev.hayase.emulator;

import org.jspecify.annotations.NullMarked;
