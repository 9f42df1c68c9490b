/// Micrometer: implements [dev.hayase.loader.metrics.LoaderMetrics].
@NullMarked
package dev.hayase.loader.micrometer;

import org.jspecify.annotations.NullMarked;
