package dev.hayase.emulator.store;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.hayase.emulator.catalog.TableName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/// Datasets and tables on disk.
final class Metadata {
  private static final List<String> SCHEMA =
      List.of(
          "CREATE TABLE IF NOT EXISTS meta.datasets(project VARCHAR, dataset VARCHAR, resource VARCHAR)",
          "CREATE TABLE IF NOT EXISTS meta.tables(id BIGINT, project VARCHAR, dataset VARCHAR,"
              + " name VARCHAR, resource VARCHAR)");

  private Metadata() {}

  record DatasetRow(String project, String dataset, JsonObject resource) {}

  record TableRow(long id, TableName name, JsonObject resource) {}

  static void prepare(DuckDBConnection connection) throws SQLException {
    StoredTable.run(connection, SCHEMA);
    StoredTable.run(connection, StreamMetadata.SCHEMA);
  }

  /// Storage that a job was filling when the process ended: no table is made of it.
  static Void dropUnpublished(DuckDBConnection connection) throws SQLException {
    List<String> drops = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'data'"
                    + " AND database_name = current_database()"
                    + " AND regexp_full_match(table_name, '[rdp][0-9]+')"
                    + " AND table_name[2:] NOT IN"
                    + " (SELECT CAST(id AS VARCHAR) FROM meta.tables)")) {
      while (rows.next()) {
        drops.add("DROP TABLE data." + rows.getString(1));
      }
    }
    return StoredTable.run(connection, drops);
  }

  static List<DatasetRow> datasets(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM meta.datasets")) {
      List<DatasetRow> datasets = new ArrayList<>();
      while (rows.next()) {
        datasets.add(new DatasetRow(rows.getString(1), rows.getString(2), json(rows.getString(3))));
      }
      return datasets;
    }
  }

  static List<TableRow> tables(DuckDBConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM meta.tables")) {
      List<TableRow> tables = new ArrayList<>();
      while (rows.next()) {
        TableName name = new TableName(rows.getString(2), rows.getString(3), rows.getString(4));
        tables.add(new TableRow(rows.getLong(1), name, json(rows.getString(5))));
      }
      return tables;
    }
  }

  static Void putDataset(
      DuckDBConnection connection, String project, String dataset, JsonObject resource)
      throws SQLException {
    deleteDataset(connection, project, dataset);
    return update(
        connection,
        "INSERT INTO meta.datasets VALUES (?, ?, ?)",
        project,
        dataset,
        resource.toString());
  }

  static Void deleteDataset(DuckDBConnection connection, String project, String dataset)
      throws SQLException {
    return update(
        connection,
        "DELETE FROM meta.datasets WHERE project = ? AND dataset = ?",
        project,
        dataset);
  }

  static Void putTable(DuckDBConnection connection, long id, TableName name, JsonObject resource)
      throws SQLException {
    update(connection, "DELETE FROM meta.tables WHERE id = ?", id);
    return update(
        connection,
        "INSERT INTO meta.tables VALUES (?, ?, ?, ?, ?)",
        id,
        name.project(),
        name.dataset(),
        name.table(),
        resource.toString());
  }

  static Void deleteTable(DuckDBConnection connection, long id) throws SQLException {
    update(connection, "DELETE FROM meta.streams WHERE table_id = ?", id);
    return update(connection, "DELETE FROM meta.tables WHERE id = ?", id);
  }

  static Void update(DuckDBConnection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
    return null;
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }
}
