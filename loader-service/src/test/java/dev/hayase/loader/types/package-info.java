/// Values of every type on their way into BigQuery and back, made by chance.
///
/// Start with [RoundTripTest].
@NullMarked
package dev.hayase.loader.types;

import org.jspecify.annotations.NullMarked;
