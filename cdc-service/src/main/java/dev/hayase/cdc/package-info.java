/// The service that turns the log of databases into topics. Start reading at [Capture], which is
/// the way of a change; [SourceCapture] is the life around it.
@NullMarked
package dev.hayase.cdc;

import org.jspecify.annotations.NullMarked;
