/// What the records of a topic say as rows of a table, and which of them cannot be rows: the one
/// place that judges. The loader writes these rows, and an aggregation counts the same ones.
///
/// Start with [dev.hayase.records.format.RecordFormat].
@NullMarked
package dev.hayase.records;

import org.jspecify.annotations.NullMarked;
