/// A folder of CSV files as a sample database: each file a table, its types and key inferred from
/// all of its rows, the first half there from the start, the later half arriving live. Start with
/// [dev.hayase.local.csv.CsvFolder].
@NullMarked
package dev.hayase.local.csv;

import org.jspecify.annotations.NullMarked;
