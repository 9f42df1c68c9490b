/// Tests of the room of the same name.
@NullMarked
package dev.hayase.loader.kafka;

import org.jspecify.annotations.NullMarked;
