/// What becomes of an operator's order, given where the capture stands and what the database has:
/// [OrderEffect]. Pure: no broker, no database, no clock.
@NullMarked
package dev.hayase.cdc.order;

import org.jspecify.annotations.NullMarked;
