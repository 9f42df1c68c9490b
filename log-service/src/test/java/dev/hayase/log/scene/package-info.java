/// A log-service on a real broker, for tests.
@NullMarked
package dev.hayase.log.scene;

import org.jspecify.annotations.NullMarked;
