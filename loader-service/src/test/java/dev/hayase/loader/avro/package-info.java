/// Tests of the room of the same name.
@NullMarked
package dev.hayase.loader.avro;

import org.jspecify.annotations.NullMarked;
