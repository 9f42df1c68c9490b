/// What was captured, where in the source's log it stood, and how it is numbered. Pure: no engine,
/// no broker, no clock.
@NullMarked
package dev.hayase.cdc.change;

import org.jspecify.annotations.NullMarked;
