/// Tests of the room of the same name.
@NullMarked
package dev.hayase.cli.replay;

import org.jspecify.annotations.NullMarked;
