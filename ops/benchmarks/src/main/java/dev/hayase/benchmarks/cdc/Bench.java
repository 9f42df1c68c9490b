package dev.hayase.benchmarks.cdc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// A database with one table, in which rows are made.
///
/// @param name of the database
/// @param schema under which the table is in topics
/// @param server where it is
record Bench(Server server, String name, String schema, CdcInput input) {
  /// The table that is captured.
  static final String TABLE = "rows";

  /// A server on which databases are made.
  interface Server {
    int port();

    String user();

    String password();

    /// Whether it is a MariaDB, and not a PostgreSQL.
    boolean isMariadb();

    Connection connect(String database) throws SQLException;
  }

  /// Makes it, with an empty table.
  static Bench create(Server server, String name, CdcInput input) throws SQLException {
    try (Connection connection = server.connect(server.isMariadb() ? "" : "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    Bench bench = new Bench(server, name, server.isMariadb() ? name : "public", input);
    bench.execute(input.table().formatted(bench.quoted()));
    return bench;
  }

  /// Rows are made, so many in a transaction.
  void fill(long rows) throws SQLException {
    long step = input.transaction(rows);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (long first = 1; first <= rows; first += step) {
        statement.execute(input.insert(quoted(), first, Math.min(rows, first + step - 1)));
      }
    }
  }

  /// One row more.
  void row(long id) throws SQLException {
    execute(input.insert(quoted(), id, id));
  }

  Connection connect() throws SQLException {
    return server.connect(name);
  }

  String quoted() {
    return server.isMariadb() ? "`" + TABLE + "`" : '"' + TABLE + '"';
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Lets the server forget it: what a slot would keep of the log, too.
  void drop() throws SQLException {
    if (server.isMariadb()) {
      execute("DROP DATABASE " + name);
      return;
    }
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
              + " WHERE database = current_database() AND NOT active");
      statement.execute("DROP TABLE " + quoted());
    }
  }
}
