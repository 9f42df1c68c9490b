/// Through when streams are complete: the broker's time, held back by what waits in journals.
///
/// Start with [Clearances].
@NullMarked
package dev.hayase.log.watermark;

import org.jspecify.annotations.NullMarked;
