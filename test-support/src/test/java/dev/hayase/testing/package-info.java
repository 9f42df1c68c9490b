@NullMarked
package dev.hayase.testing;

import org.jspecify.annotations.NullMarked;
