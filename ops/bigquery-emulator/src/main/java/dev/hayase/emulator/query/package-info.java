/// Runs translated queries on DuckDB and writes their results as BigQuery's REST interface does.
/// Start with [QueryEngine][dev.hayase.emulator.query.QueryEngine].
@NullMarked
package dev.hayase.emulator.query;

import org.jspecify.annotations.NullMarked;
