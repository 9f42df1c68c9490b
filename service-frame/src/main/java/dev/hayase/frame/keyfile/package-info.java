/// The edge to the file of API keys, which is read again when it changes.
///
/// Start with [KeyRing].
@NullMarked
package dev.hayase.frame.keyfile;

import org.jspecify.annotations.NullMarked;
