package dev.hayase.cdc.postgres;

import dev.hayase.cdc.change.SetupException;
import dev.hayase.cdc.source.TableInspection;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.PostgresSource;
import dev.hayase.pipeline.TablePattern;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Looks at the source before the capture starts: what would go wrong later is said now, with its
/// remedy. Changes nothing.
final class Preflight {
  private static final int OLDEST = 140_000;

  private final Sessions sessions;
  private final PostgresSource source;
  private final Predicate<ChangeTopic> history;

  /// @param history the tables of which every change is kept
  Preflight(Sessions sessions, Predicate<ChangeTopic> history) {
    this.sessions = sessions;
    this.source = sessions.source();
    this.history = history;
  }

  /// @throws SetupException when somebody must change something first
  /// @throws SQLException when it may pass by itself
  Inspection inspect() throws SQLException {
    try (Connection connection = sessions.open()) {
      int version = Catalog.version(connection);
      checkServer(connection, version);
      checkRole(connection);
      List<TableInspection> tables = tables(connection, version);
      return new Inspection(
          version, tables, slot(connection, version), Catalog.moneyFractionDigits(connection));
    }
  }

  private void checkServer(Connection connection, int version) throws SQLException {
    if (version < OLDEST) {
      throw problem(
          "host",
          source.host(),
          "runs PostgreSQL " + version / 10_000,
          "Version 14 or newer is needed");
    }
    if (Catalog.text(connection, "SELECT pg_is_in_recovery()::text").equals("true")) {
      throw problem("host", source.host(), "is a standby", "Write the primary's address");
    }
    String walLevel = Catalog.text(connection, "SHOW wal_level");
    if (!walLevel.equals("logical")) {
      throw problem(
          "host",
          source.host(),
          "has wal_level '%s', which does not log what changed".formatted(walLevel),
          "Run, as superuser: ALTER SYSTEM SET wal_level = logical; then restart the server");
    }
  }

  private void checkRole(Connection connection) throws SQLException {
    String mayReplicate =
        """
        SELECT (rolsuper OR rolreplication OR EXISTS (
            SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
            WHERE m.member = r.oid AND g.rolname IN ('rds_replication', 'cloudsqlreplica')))::text
        FROM pg_roles r WHERE rolname = current_user\
        """;
    if (!Catalog.text(connection, mayReplicate).equals("true")) {
      throw problem(
          "username",
          source.username(),
          "may not replicate",
          "Run, as superuser: ALTER ROLE %s REPLICATION"
              .formatted(Catalog.quote(source.username())));
    }
  }

  private List<TableInspection> tables(Connection connection, int version) throws SQLException {
    List<TableInspection> tables = new ArrayList<>();
    List<TableFacts> facts = Catalog.tables(connection, version);
    for (TableFacts table : facts) {
      if (source.captures(table.schema(), table.name())) {
        tables.add(inspect(table));
      }
    }
    tables.addAll(absent(facts));
    if (tables.stream().noneMatch(TableInspection::isEligible)) {
      throw problem(
          "tables",
          String.join(", ", source.tables()),
          tables.isEmpty()
              ? "matches no table of database '%s'".formatted(source.database())
              : "leaves no table to capture",
          tables.isEmpty()
              ? "Create the tables, or correct the patterns"
              : tables.getFirst().topic() + ": " + tables.getFirst().obstacle());
    }
    return tables;
  }

  private TableInspection inspect(TableFacts table) {
    ChangeTopic topic = new ChangeTopic(source.name(), table.schema(), table.name());
    return new TableInspection(
        topic,
        table.primaryKey(),
        table.unpublishedColumns(),
        table.estimatedRows(),
        Obstacles.of(table, history.test(topic), Catalog.quote(source.username())));
  }

  /// Tables that are asked for by their full name and are not there.
  private List<TableInspection> absent(List<TableFacts> present) {
    return source.tables().stream()
        .filter(pattern -> !pattern.contains("*"))
        .map(TablePattern::parse)
        .filter(wanted -> present.stream().noneMatch(t -> wanted.matches(t.schema(), t.name())))
        .map(wanted ->
            new TableInspection(
                new ChangeTopic(source.name(), wanted.schema(), wanted.table()),
                List.of(),
                List.of(),
                0,
                "There is no such table in database '%s'".formatted(source.database())))
        .toList();
  }

  /// The slot as it is now.
  Optional<SlotState> slot() throws SQLException {
    try (Connection connection = sessions.openBriefly()) {
      return slot(connection, Catalog.version(connection));
    }
  }

  private Optional<SlotState> slot(Connection connection, int version) throws SQLException {
    // Until 16 a lost slot has no reason beside its status.
    String reason = version >= 170_000 ? "invalidation_reason" : "NULL";
    String query =
        """
        SELECT slot_name, coalesce(plugin, ''), coalesce(database, ''), active,
            coalesce((confirmed_flush_lsn - '0/0')::bigint, 0),
            CASE WHEN %s IS NOT NULL THEN %s WHEN wal_status = 'lost' THEN 'wal_removed'
                 WHEN confirmed_flush_lsn IS NULL THEN 'not a logical slot' ELSE '' END
        FROM pg_replication_slots WHERE slot_name = ?\
        """
            .formatted(reason, reason);
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, source.slot());
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        SlotState slot =
            new SlotState(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getLong(5),
                row.getString(6));
        requireOurs(slot);
        return Optional.of(slot);
      }
    }
  }

  private void requireOurs(SlotState slot) {
    if (!slot.plugin().equals("pgoutput") || !slot.database().equals(source.database())) {
      throw problem(
          "slot",
          slot.name(),
          "belongs to database '%s' with plugin '%s'".formatted(slot.database(), slot.plugin()),
          "Write another slot's name");
    }
  }

  private SetupException problem(String key, String value, String problem, String remedy) {
    return new SetupException(
        "sources.%s.%s".formatted(source.name(), key), value, problem, remedy);
  }
}
