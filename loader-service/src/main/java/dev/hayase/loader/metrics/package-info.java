/// What the loader counts, as a domain interface. The micrometer edge implements it.
@NullMarked
package dev.hayase.loader.metrics;

import org.jspecify.annotations.NullMarked;
