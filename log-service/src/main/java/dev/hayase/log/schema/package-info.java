/// Schemas of streams, and what they say of a document.
///
/// Pure.
@NullMarked
package dev.hayase.log.schema;

import org.jspecify.annotations.NullMarked;
