/// What integration tests stand on: a real broker, the emulator, a loader, and topics written by
/// hand.
@NullMarked
package dev.hayase.loader.scene;

import org.jspecify.annotations.NullMarked;
