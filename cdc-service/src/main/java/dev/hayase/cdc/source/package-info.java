/// What a capture asks of a source, whichever kind of database it is: a look at it before the
/// start, its log as changes, its time, and its rows as they are now. Each kind answers in an edge
/// of its own.
@NullMarked
package dev.hayase.cdc.source;

import org.jspecify.annotations.NullMarked;
