package dev.hayase.loader.fold;

/// What makes a record of a table's topic needless.
///
/// @param truncates whether a truncate removes what is before it; false where the table keeps what
///   the source truncated
/// @param keysAreRows whether records of one row, and only they, have one key. Where the table's
///   key is another than the records' own, the last record of a key says nothing about the others
public record FoldRules(boolean truncates, boolean keysAreRows) {}
