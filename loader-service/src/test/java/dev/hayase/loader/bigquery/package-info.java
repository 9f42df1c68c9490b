/// Tests of the room of the same name.
@NullMarked
package dev.hayase.loader.bigquery;

import org.jspecify.annotations.NullMarked;
