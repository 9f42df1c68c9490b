/// Tests of the room of the same name.
@NullMarked
package dev.hayase.cli.letters;

import org.jspecify.annotations.NullMarked;
