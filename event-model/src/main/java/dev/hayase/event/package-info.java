@NullMarked
package dev.hayase.event;

import org.jspecify.annotations.NullMarked;
