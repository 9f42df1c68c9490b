/// Control records: what happened to a whole table (its snapshot starts or ends, it is truncated).
/// They stand in every partition of the table's topic, numbered like data.
@NullMarked
package dev.hayase.event.control;

import org.jspecify.annotations.NullMarked;
