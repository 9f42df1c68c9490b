/// What records of a source's topic say: rows that are now, or are gone, and events.
@NullMarked
package dev.hayase.aggregation.source;

import org.jspecify.annotations.NullMarked;
