package dev.hayase.cdc.mysql;

import dev.hayase.cdc.change.BinlogPosition;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// What a server says of its binary log. Newer servers have another statement for it.
final class ServerLog {
  private ServerLog() {}

  /// The end of the log; empty when there is none.
  static Optional<BinlogPosition> end(Connection connection) throws SQLException {
    List<List<String>> rows;
    try {
      rows = Sessions.rows(connection, "SHOW MASTER STATUS");
    } catch (java.sql.SQLSyntaxErrorException e) {
      rows = Sessions.rows(connection, "SHOW BINARY LOG STATUS");
    }
    return rows.stream()
        .map(row -> new BinlogPosition(row.get(0), Long.parseLong(row.get(1))))
        .findFirst();
  }

  /// The names of the files that are there, the oldest first.
  static List<String> files(Connection connection) throws SQLException {
    return Sessions.rows(connection, "SHOW BINARY LOGS").stream().map(List::getFirst).toList();
  }

  /// The server's time, microseconds since 1970.
  static long micros(Connection connection) throws SQLException {
    String seconds = Sessions.text(connection, "SELECT UNIX_TIMESTAMP(NOW(6))");
    return new java.math.BigDecimal(seconds).movePointRight(6).longValueExact();
  }
}
