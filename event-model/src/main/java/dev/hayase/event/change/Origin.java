package dev.hayase.event.change;

import org.jspecify.annotations.Nullable;

/// Where a change comes from: the envelope's `source` block.
///
/// @param connector Debezium's name of the kind of database, such as `postgresql`
/// @param source the source's name in the pipeline
/// @param database the database's name
/// @param schema the schema's name, unescaped
/// @param table the table's name, unescaped
/// @param commitMicros when the source's transaction committed, microseconds since 1970 by the
///   source's clock; for a row of a snapshot when it was read
/// @param snapshot whether a snapshot read the row
/// @param lsn the change's position in PostgreSQL's log; null for other sources and in snapshots
/// @param transactionId the source's transaction; null where it has none
public record Origin(
    String connector,
    String source,
    String database,
    String schema,
    String table,
    long commitMicros,
    boolean snapshot,
    @Nullable Long lsn,
    @Nullable Long transactionId) {}
