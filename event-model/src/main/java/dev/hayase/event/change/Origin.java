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
/// @param binlog the change's position in MySQL's or MariaDB's log; null for other sources
public record Origin(
    String connector,
    String source,
    String database,
    String schema,
    String table,
    long commitMicros,
    boolean snapshot,
    @Nullable Long lsn,
    @Nullable Long transactionId,
    @Nullable Binlog binlog) {

  /// The origin of a change that stands in no binary log.
  public Origin(
      String connector,
      String source,
      String database,
      String schema,
      String table,
      long commitMicros,
      boolean snapshot,
      @Nullable Long lsn,
      @Nullable Long transactionId) {
    this(
        connector,
        source,
        database,
        schema,
        table,
        commitMicros,
        snapshot,
        lsn,
        transactionId,
        null);
  }

  /// A position in a binary log, named as Debezium's source block names it.
  ///
  /// @param file the log's file
  /// @param pos of the event in the file, in bytes
  /// @param row of the change among those of the event, from 0
  /// @param gtid the transaction's global name; null where the server gives none
  public record Binlog(String file, long pos, int row, @Nullable String gtid) {}
}
