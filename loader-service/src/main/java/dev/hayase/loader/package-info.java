/// The only writer to BigQuery: topics become tables.
///
/// [Loader] is the sentence; [LoaderApplication] wires it, [Placement] and [Formats] say which
/// table takes a topic and how its records are read. Pure rooms, by the order in which a record
/// meets them: `format` (with `connect` and `avro`), `row`, `table`, `batch`, `flow`, `outcome`;
/// and `fold` and `replay` for what is read again. Edges: `kafka`, `bigquery`, `registry`,
/// `micrometer`, `actuate`. Between them `store`, what the loader asks of the outside, and
/// `delivery`, one thread per table.
@NullMarked
package dev.hayase.loader;

import org.jspecify.annotations.NullMarked;
