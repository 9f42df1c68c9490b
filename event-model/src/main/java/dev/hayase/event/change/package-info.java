/// One change of one row as it travels: Debezium's standard envelope without its inline schema.
/// [ChangeEvent] reads and writes it; the row images inside stay JSON bytes until somebody needs
/// values.
@NullMarked
package dev.hayase.event.change;

import org.jspecify.annotations.NullMarked;
