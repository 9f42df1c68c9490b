/// How standings are put together and told.
@NullMarked
package dev.hayase.cli.standing;

import org.jspecify.annotations.NullMarked;
