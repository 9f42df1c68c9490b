/// What of a partition's log still matters to a mirror that reads it again: of each key the last
/// record only. Pure: reads no log itself, holds a bounded amount of memory however long the log
/// is.
///
/// Start with [Fold].
@NullMarked
package dev.hayase.loader.fold;

import org.jspecify.annotations.NullMarked;
