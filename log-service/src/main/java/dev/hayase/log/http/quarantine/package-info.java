/// Redriving what stands in a stream's quarantine, for `hayase quarantine redrive`.
@NullMarked
package dev.hayase.log.http.quarantine;

import org.jspecify.annotations.NullMarked;
