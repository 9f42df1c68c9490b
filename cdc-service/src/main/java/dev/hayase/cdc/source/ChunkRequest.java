package dev.hayase.cdc.source;

import dev.hayase.cdc.change.TableRun;
import java.time.Duration;

/// What to read next of a table.
///
/// @param number of the request in its session
/// @param run the table, and up to where it was read
/// @param settled whether to wait first until every transaction that was open when this was asked
///   has ended: needed where it is not known what the log held before
/// @param pause to wait before the reading
public record ChunkRequest(long number, TableRun run, boolean settled, Duration pause) {}
