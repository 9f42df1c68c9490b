@NullMarked
package dev.hayase.local.sample;

import org.jspecify.annotations.NullMarked;
