/// GoogleSQL becomes DuckDB's SQL. ZetaSQL, BigQuery's own parser and analyzer, resolves names,
/// types and signatures and refuses in BigQuery's words; what is written here walks its resolved
/// tree. Whatever is not translated is refused by name and position. Start with [Expressions] and
/// [Scans], the two halves of a translation, and [Translation], what they share.
@NullMarked
package dev.hayase.emulator.googlesql;

import org.jspecify.annotations.NullMarked;
