/// How sources are captured, from what every replica of the cdc-service says (pure).
///
/// Start with [CapturedSource].
@NullMarked
package dev.hayase.cli.capture;

import org.jspecify.annotations.NullMarked;
