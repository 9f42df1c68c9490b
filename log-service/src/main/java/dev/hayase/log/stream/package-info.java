/// What a stream asks of its events: that they can be read, have an id and a time, fit its schema,
/// and leave their personal data at the door.
///
/// Pure but for randomness: bytes in, bytes out. Start with [StreamPlan].
@NullMarked
package dev.hayase.log.stream;

import org.jspecify.annotations.NullMarked;
