@NullMarked
package dev.hayase.loader.connect;

import org.jspecify.annotations.NullMarked;
