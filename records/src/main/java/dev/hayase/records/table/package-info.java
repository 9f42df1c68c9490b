/// What a table in BigQuery should look like, what it looks like, and what lies between. Pure
/// decisions on values.
///
/// Start with [TableDefinition] (wanted), [PresentTable] (there) and [TableChange] (the
/// difference).
@NullMarked
package dev.hayase.records.table;

import org.jspecify.annotations.NullMarked;
