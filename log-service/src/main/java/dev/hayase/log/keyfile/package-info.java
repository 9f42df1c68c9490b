/// The edge to the file of API keys, which is read again when it changes.
///
/// Start with [KeyRing].
@NullMarked
package dev.hayase.log.keyfile;

import org.jspecify.annotations.NullMarked;
