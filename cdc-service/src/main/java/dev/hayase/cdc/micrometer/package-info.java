/// The edge to the metrics.
@NullMarked
package dev.hayase.cdc.micrometer;

import org.jspecify.annotations.NullMarked;
