/// The only writer to BigQuery: topics become tables.
///
/// [Loader] is the sentence; [LoaderApplication] wires it. Pure rooms: `row`, `batch`, `table`,
/// `outcome`. Edges: `kafka`, `bigquery`, `micrometer`, `actuate`. Between them `store`, what the
/// loader asks of the outside, and `delivery`, one thread per table.
@NullMarked
package dev.hayase.loader;

import org.jspecify.annotations.NullMarked;
