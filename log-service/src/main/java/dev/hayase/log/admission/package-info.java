/// How much is let in: bytes of requests, bounded over all and shared fairly, and a rate for each
/// key. Nobody waits here; who finds no room is told when to come again.
///
/// Start with [Admission].
@NullMarked
package dev.hayase.log.admission;

import org.jspecify.annotations.NullMarked;
