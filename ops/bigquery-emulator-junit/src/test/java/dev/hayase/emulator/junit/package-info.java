/// Tests of the extension.
@NullMarked
package dev.hayase.emulator.junit;

import org.jspecify.annotations.NullMarked;
