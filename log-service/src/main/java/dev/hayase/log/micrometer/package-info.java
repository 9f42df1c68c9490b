/// The edge to Micrometer: what is counted.
@NullMarked
package dev.hayase.log.micrometer;

import org.jspecify.annotations.NullMarked;
