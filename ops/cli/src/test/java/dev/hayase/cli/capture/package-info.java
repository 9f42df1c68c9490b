/// Tests of the room of the same name.
@NullMarked
package dev.hayase.cli.capture;

import org.jspecify.annotations.NullMarked;
