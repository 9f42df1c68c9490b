/// Tests of the room of the same name.
@NullMarked
package dev.hayase.pipeline.knob;

import org.jspecify.annotations.NullMarked;
