/// Which windows an instant falls into, and when they end.
@NullMarked
package dev.hayase.engine.window;

import org.jspecify.annotations.NullMarked;
