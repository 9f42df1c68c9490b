/// Turns a change record into the protobuf bytes of a BigQuery row, in one pass and exactly, or
/// says why it cannot be a row.
///
/// Start with [RowPlan] (compiled once per source schema and table shape) and [RowEncoder]. Pure:
/// bytes in, bytes out.
@NullMarked
package dev.hayase.records.row;

import org.jspecify.annotations.NullMarked;
