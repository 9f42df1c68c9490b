/// Watches over a source: asks its server, whether or not its stream runs, and ends a stream that
/// does not notice by itself that nothing more will come.
///
/// Start with [SourceWatch].
@NullMarked
package dev.hayase.cdc.watch;

import org.jspecify.annotations.NullMarked;
