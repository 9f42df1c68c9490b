/// Tests of the runway.
@NullMarked
package dev.hayase.cdc.runway;

import org.jspecify.annotations.NullMarked;
