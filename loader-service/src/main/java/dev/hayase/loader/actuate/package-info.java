/// What operators ask over HTTP: health and the state of each table.
@NullMarked
package dev.hayase.loader.actuate;

import org.jspecify.annotations.NullMarked;
