/// The edge to DuckDB: rows, streams and metadata are kept here, and every SQL text that DuckDB
/// sees is written or run here. Start with [Warehouse][dev.hayase.emulator.store.Warehouse].
@NullMarked
package dev.hayase.emulator.store;

import org.jspecify.annotations.NullMarked;
