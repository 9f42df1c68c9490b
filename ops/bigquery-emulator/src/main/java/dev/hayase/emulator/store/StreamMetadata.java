package dev.hayase.emulator.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.duckdb.DuckDBConnection;

/// Streams on disk. Their progress is only ever inserted, so that two tables' transactions cannot
/// conflict; every number in it only grows, and it is folded when the database is opened.
final class StreamMetadata {
  static final List<String> SCHEMA =
      List.of(
          "CREATE TABLE IF NOT EXISTS meta.streams(name VARCHAR, table_id BIGINT, created BIGINT)",
          "ALTER TABLE meta.streams ADD COLUMN IF NOT EXISTS type VARCHAR DEFAULT 'COMMITTED'",
          "ALTER TABLE meta.streams ADD COLUMN IF NOT EXISTS number BIGINT DEFAULT 0",
          "CREATE TABLE IF NOT EXISTS meta.progress(stream VARCHAR, row_count BIGINT)",
          "ALTER TABLE meta.progress ADD COLUMN IF NOT EXISTS visible BIGINT DEFAULT 0",
          "ALTER TABLE meta.progress ADD COLUMN IF NOT EXISTS finalized BOOLEAN DEFAULT false",
          "ALTER TABLE meta.progress ADD COLUMN IF NOT EXISTS committed BIGINT DEFAULT 0",
          "ALTER TABLE meta.progress ADD COLUMN IF NOT EXISTS used BIGINT DEFAULT 0",
          "CREATE OR REPLACE TABLE meta.progress AS SELECT stream, max(row_count) AS row_count,"
              + " max(visible) AS visible, bool_or(finalized) AS finalized,"
              + " max(committed) AS committed, max(used) AS used"
              + " FROM meta.progress WHERE stream IN (SELECT name FROM meta.streams)"
              + " GROUP BY stream");

  private StreamMetadata() {}

  record StreamRow(long table, StreamState stream) {}

  static List<StreamRow> all(DuckDBConnection connection) throws SQLException {
    String sql =
        "SELECT s.table_id, s.name, s.type, s.number, s.created,"
            + " greatest(s.created, coalesce(p.used, 0)), coalesce(p.row_count, 0),"
            + " coalesce(p.visible, 0), coalesce(p.finalized, false), coalesce(p.committed, 0)"
            + " FROM meta.streams s LEFT JOIN meta.progress p ON p.stream = s.name";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<StreamRow> streams = new ArrayList<>();
      while (rows.next()) {
        streams.add(
            new StreamRow(
                rows.getLong(1),
                new StreamState(
                    rows.getString(2),
                    StreamType.valueOf(rows.getString(3)),
                    rows.getLong(4),
                    rows.getLong(5),
                    rows.getLong(6),
                    rows.getLong(7),
                    rows.getLong(8),
                    rows.getBoolean(9),
                    rows.getLong(10))));
      }
      return streams;
    }
  }

  static Void add(DuckDBConnection connection, long table, StreamState stream) throws SQLException {
    return Metadata.update(
        connection,
        "INSERT INTO meta.streams VALUES (?, ?, ?, ?, ?)",
        stream.name(),
        table,
        stream.createdMicros(),
        stream.type().name(),
        stream.number());
  }

  static Void save(DuckDBConnection connection, StreamState stream) throws SQLException {
    save(connection, List.of(stream));
    return null;
  }

  /// One statement for all of them: this is on the way of every append.
  static void save(DuckDBConnection connection, Collection<StreamState> streams)
      throws SQLException {
    if (streams.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO meta.progress VALUES (?, ?, ?, ?, ?, ?)")) {
      for (StreamState stream : streams) {
        insert.setString(1, stream.name());
        insert.setLong(2, stream.rows());
        insert.setLong(3, stream.visible());
        insert.setBoolean(4, stream.finalized());
        insert.setLong(5, stream.committedMicros());
        insert.setLong(6, stream.usedMicros());
        insert.execute();
      }
    }
  }

  static void remove(DuckDBConnection connection, String stream) throws SQLException {
    Metadata.update(connection, "DELETE FROM meta.streams WHERE name = ?", stream);
  }
}
