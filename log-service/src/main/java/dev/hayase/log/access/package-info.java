/// Who may send: API keys, the streams that they are good for, and the pages that may use them.
///
/// Pure. Start with [AccessKeys].
@NullMarked
package dev.hayase.log.access;

import org.jspecify.annotations.NullMarked;
