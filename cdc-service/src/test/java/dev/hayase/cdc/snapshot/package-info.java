@NullMarked
package dev.hayase.cdc.snapshot;

import org.jspecify.annotations.NullMarked;
