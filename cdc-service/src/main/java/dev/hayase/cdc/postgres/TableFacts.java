package dev.hayase.cdc.postgres;

import java.util.List;

/// What the server's catalog says of a table.
///
/// @param identities letters of the replica identities (`d`efault, `n`othing, `f`ull, `i`ndex) of
///   the table, or of the leaf partitions of a partitioned one
/// @param unfitLeaves leaf partitions whose identity is not full, quoted; empty when the table is
///   not partitioned
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
    long estimatedRows) {}
