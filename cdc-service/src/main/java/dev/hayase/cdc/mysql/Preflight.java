package dev.hayase.cdc.mysql;

import dev.hayase.cdc.change.SetupException;
import dev.hayase.cdc.source.TableInspection;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.MysqlSource;
import dev.hayase.pipeline.TablePattern;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Looks at the source before the capture starts: what would go wrong later is said now, with its
/// remedy. Changes nothing.
final class Preflight {
  private static final List<String> OWN_DATABASES =
      List.of("mysql", "information_schema", "performance_schema", "sys");

  private final MysqlSource source;

  Preflight(MysqlSource source) {
    this.source = source;
  }

  /// @throws SetupException when somebody must change something first
  /// @throws SQLException when it may pass by itself
  List<TableInspection> inspect(Connection connection) throws SQLException {
    checkKind(connection);
    require(connection, "log_bin", "1", "writes no binary log", "Start it with --log-bin");
    require(
        connection,
        "binlog_format",
        "ROW",
        "logs statements instead of rows",
        "Run: SET GLOBAL binlog_format = 'ROW'; and write it into the server's configuration");
    require(
        connection,
        "binlog_row_image",
        "FULL",
        "logs only parts of rows",
        "Run: SET GLOBAL binlog_row_image = 'FULL'; and write it into the server's configuration");
    checkPrivileges(connection);
    return tables(connection);
  }

  private void checkKind(Connection connection) throws SQLException {
    String version = Sessions.text(connection, "SELECT VERSION()");
    boolean mariadb = version.toUpperCase(Locale.ROOT).contains("MARIADB");
    MysqlSource.Kind found = mariadb ? MysqlSource.Kind.MARIADB : MysqlSource.Kind.MYSQL;
    if (found != source.kind()) {
      throw problem(
          "type",
          source.kind().word(),
          "is not what answers: the server is " + version,
          "Write type: " + found.word());
    }
    if (!mariadb && Integer.parseInt(version.substring(0, version.indexOf('.'))) < 8) {
      throw problem("host", source.host(), "runs MySQL " + version, "Version 8 or newer is needed");
    }
  }

  private void require(
      Connection connection, String variable, String wanted, String problem, String remedy)
      throws SQLException {
    String value = Sessions.text(connection, "SELECT @@GLOBAL." + variable);
    if (!value.equalsIgnoreCase(wanted)) {
      throw problem(
          "host", source.host(), "%s (%s is %s)".formatted(problem, variable, value), remedy);
    }
  }

  private void checkPrivileges(Connection connection) throws SQLException {
    String user = Sessions.text(connection, "SELECT CURRENT_USER()");
    String account = "'" + user.replace("@", "'@'") + "'";
    String monitor =
        source.kind() == MysqlSource.Kind.MARIADB ? "BINLOG MONITOR" : "REPLICATION CLIENT";
    try {
      if (ServerLog.end(connection).isEmpty()) {
        throw problem("host", source.host(), "writes no binary log", "Start it with --log-bin");
      }
    } catch (SQLException e) {
      if (!"42000".equals(e.getSQLState())) {
        throw e;
      }
      throw problem(
          "username",
          source.username(),
          "may not ask for the end of the binary log",
          "Run: GRANT %s ON *.* TO %s".formatted(monitor, account));
    }
    String grants =
        Sessions.rows(connection, "SHOW GRANTS").stream()
            .map(List::getFirst)
            .filter(grant -> grant.contains(" ON *.* "))
            .reduce("", (a, b) -> a + " " + b);
    boolean all = grants.contains("ALL PRIVILEGES");
    boolean replicates =
        grants.contains("REPLICATION SLAVE") || grants.contains("REPLICATION REPLICA");
    if (!all && !replicates) {
      throw problem(
          "username",
          source.username(),
          "may not read the binary log",
          "Run: GRANT REPLICATION SLAVE ON *.* TO " + account);
    }
    if (!all && !grants.contains("RELOAD")) {
      throw problem(
          "username",
          source.username(),
          "may not hold writers back while a snapshot notes where the log ends",
          "Run: GRANT RELOAD ON *.* TO " + account);
    }
  }

  private List<TableInspection> tables(Connection connection) throws SQLException {
    List<TableInspection> tables = new ArrayList<>();
    List<List<String>> rows = Sessions.rows(connection, Tables.QUERY);
    for (List<String> row : rows) {
      if (!OWN_DATABASES.contains(row.get(0)) && source.captures(row.get(0), row.get(1))) {
        tables.add(Tables.inspection(connection, source.name(), row));
      }
    }
    tables.addAll(absent(rows));
    if (tables.stream().noneMatch(TableInspection::isEligible)) {
      throw problem(
          "tables",
          String.join(", ", source.tables()),
          tables.isEmpty() ? "matches no table" : "leaves no table to capture",
          tables.isEmpty()
              ? "Create the tables, grant SELECT on them, or correct the patterns"
              : tables.getFirst().topic() + ": " + tables.getFirst().obstacle());
    }
    return tables;
  }

  /// Tables that are asked for by their full name and are not there.
  private List<TableInspection> absent(List<List<String>> present) {
    return source.tables().stream()
        .filter(pattern -> !pattern.contains("*"))
        .map(TablePattern::parse)
        .filter(wanted -> present.stream().noneMatch(t -> wanted.matches(t.get(0), t.get(1))))
        .map(wanted ->
            new TableInspection(
                new ChangeTopic(source.name(), wanted.schema(), wanted.table()),
                List.of(),
                List.of(),
                0,
                "There is no such table, or the user may not SELECT from it"))
        .toList();
  }

  private SetupException problem(String key, String value, String problem, String remedy) {
    return new SetupException(
        "sources.%s.%s".formatted(source.name(), key), value, problem, remedy);
  }
}
