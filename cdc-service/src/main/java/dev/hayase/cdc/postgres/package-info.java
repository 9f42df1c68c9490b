/// The edge to the source's server, beside the engine: looks before the start, keeps publication
/// and slot, writes markers, and looks up values that the log leaves out.
@NullMarked
package dev.hayase.cdc.postgres;

import org.jspecify.annotations.NullMarked;
