@NullMarked
package dev.hayase.local.csv;

import org.jspecify.annotations.NullMarked;
