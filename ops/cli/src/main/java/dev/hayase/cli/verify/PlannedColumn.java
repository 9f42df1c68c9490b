package dev.hayase.cli.verify;

import dev.hayase.cli.value.SourceType;
import dev.hayase.event.schema.ColumnType;

/// A column on both sides.
///
/// @param source its name in the source
/// @param bigQuery its name in BigQuery
/// @param target its type in BigQuery
/// @param present whether BigQuery's table has it yet: a new column comes with its first row, and
///   is NULL until then
record PlannedColumn(
    String source, SourceType sourceType, String bigQuery, ColumnType target, boolean present) {}
