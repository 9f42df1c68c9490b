/// What an event is: [offered][dev.hayase.log.event.Offered] by a client,
/// [judged][dev.hayase.log.event.Judged], and what [became of it][dev.hayase.log.event.Receipt].
///
/// Pure: no I/O, no clock.
@NullMarked
package dev.hayase.log.event;

import org.jspecify.annotations.NullMarked;
