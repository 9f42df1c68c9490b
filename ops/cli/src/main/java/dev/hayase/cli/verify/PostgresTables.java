package dev.hayase.cli.verify;

import dev.hayase.cli.value.PostgresText;
import dev.hayase.cli.value.SourceType;
import dev.hayase.cli.value.Value;
import dev.hayase.pipeline.PostgresSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/// Reads tables of a PostgreSQL source as text, as of one moment.
final class PostgresTables implements AutoCloseable {
  private static final int FETCH = 2_000;

  private static final String COLUMNS =
      """
      SELECT a.attname,
             coalesce(e.typname, b.typname, t.typname) AS type,
             e.typname IS NOT NULL AS is_array,
             coalesce(array_position(i.indkey::int2[], a.attnum), -1) + 1 AS place
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_type b ON b.oid = t.typbasetype
      LEFT JOIN pg_type e ON e.oid = coalesce(b.typelem, t.typelem) AND coalesce(b.typcategory, t.typcategory) = 'A'
      LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
      WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum
      """;

  private final Connection connection;

  private PostgresTables(Connection connection) {
    this.connection = connection;
  }

  /// Connects as the pipeline says.
  static PostgresTables connect(PostgresSource source) throws SQLException {
    Connection connection =
        PostgresConnection.open(
            source,
            Map.of(
                "ApplicationName", "hayase-verify",
                // Text from the server itself, not the driver's idea of it.
                "binaryTransfer", "false",
                "prepareThreshold", "0"));
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'iso_8601';"
              + " SET bytea_output = 'hex'; SET lc_monetary = 'C'; SET xmloption = content");
    }
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    return new PostgresTables(connection);
  }

  /// Begins to read as of now, and returns a time that is not before the moment of reading, by the
  /// source's clock.
  Instant begin() throws SQLException {
    connection.rollback();
    try (Statement statement = connection.createStatement()) {
      // The first statement takes the snapshot; the second sees the clock after it.
      statement.execute("SELECT 1");
      try (ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
        row.next();
        return row.getObject(1, OffsetDateTime.class).toInstant();
      }
    }
  }

  /// The table's columns; none if there is no such table.
  List<SourceColumn> columns(String schema, String table) throws SQLException {
    List<SourceColumn> columns = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, schema);
      statement.setString(2, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(
              new SourceColumn(
                  rows.getString("attname"),
                  new SourceType(rows.getString("type"), rows.getBoolean("is_array")),
                  rows.getInt("place")));
        }
      }
    }
    return columns;
  }

  boolean isEmpty(ComparedTable table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT 1 FROM %s.%s LIMIT 1"
                    .formatted(Sql.postgres(table.schema()), Sql.postgres(table.name())))) {
      return !row.next();
    }
  }

  /// All rows in key order, read a few thousand at a time.
  Rows rows(ComparedTable table, ComparisonPlan plan) throws SQLException {
    Statement statement = connection.createStatement();
    statement.setFetchSize(FETCH);
    return new Rows(
        statement, statement.executeQuery(plan.sourceSql(table.schema(), table.name())), plan);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /// Rows as they come.
  static final class Rows implements Iterator<TableRow>, AutoCloseable {
    private final Statement statement;
    private final ResultSet rows;
    private final ComparisonPlan plan;
    private final List<Integer> keyPlaces;
    private boolean ready;
    private boolean more;

    private Rows(Statement statement, ResultSet rows, ComparisonPlan plan) {
      this.statement = statement;
      this.rows = rows;
      this.plan = plan;
      this.keyPlaces = plan.keyPlaces();
    }

    @Override
    public boolean hasNext() {
      if (!ready) {
        try {
          more = rows.next();
        } catch (SQLException e) {
          throw new UnreadableTableException("the source", e);
        }
        ready = true;
      }
      return more;
    }

    @Override
    public TableRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      ready = false;
      List<Value> values = new ArrayList<>();
      try {
        for (int i = 0; i < plan.columns().size(); i++) {
          PlannedColumn column = plan.columns().get(i);
          values.add(
              PostgresText.read(column.sourceType(), column.target(), rows.getString(i + 1)));
        }
      } catch (SQLException e) {
        throw new UnreadableTableException("the source", e);
      }
      return new TableRow(keyPlaces.stream().map(values::get).toList(), values);
    }

    @Override
    public void close() throws SQLException {
      statement.close();
    }
  }
}
