@NullMarked
package dev.hayase.engine.value;

import org.jspecify.annotations.NullMarked;
