/// Dead letters: what their headers say ([DeadLetter]), and how some of many are chosen
/// ([LetterFilter]).
@NullMarked
package dev.hayase.event.letter;

import org.jspecify.annotations.NullMarked;
