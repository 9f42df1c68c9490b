/// Who may send and who may look up: API keys, what they are good for, and the pages that may use
/// them.
///
/// Pure. Start with [AccessKeys].
@NullMarked
package dev.hayase.pipeline.access;

import org.jspecify.annotations.NullMarked;
