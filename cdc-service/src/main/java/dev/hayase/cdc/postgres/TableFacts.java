package dev.hayase.cdc.postgres;

import java.util.List;

/// What the server's catalog says of a table.
///
/// @param identities letters of the replica identities (`d`efault, `n`othing, `f`ull, `i`ndex) of
///   the table, or of the leaf partitions of a partitioned one
/// @param unfitLeaves leaf partitions whose identity is not full, quoted; empty when the table is
///   not partitioned
/// @param columnsAlike columns whose names differ by case only, quoted, each group as one text
record TableFacts(
    String schema,
    String name,
    String quoted,
    boolean unlogged,
    boolean readable,
    List<String> primaryKey,
    String identities,
    List<String> unfitLeaves,
    List<String> unpublishedColumns,
    List<String> columnsAlike,
    long estimatedRows) {}
