/// How records are loaded again beside the live flow: how fast ([RateCap]), which of the dead
/// letters and in which order ([LetterIndex]), what a portion leaves to be awaited ([InFlight]).
/// Pure decisions; the reading is done by the kafka edge, the writing by the delivery room.
@NullMarked
package dev.hayase.loader.replay;

import org.jspecify.annotations.NullMarked;
