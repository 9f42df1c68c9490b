package dev.hayase.cdc.postgres;

import dev.hayase.cdc.change.SetupException;
import dev.hayase.cdc.source.DatabaseException;
import dev.hayase.cdc.source.Finding;
import dev.hayase.cdc.source.TableInspection;
import dev.hayase.event.topic.ChangeTopic;
import dev.hayase.pipeline.PostgresSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Everything that a look at a PostgreSQL source can say before its capture. Changes nothing.
public final class PostgresPreflight {
  private final PostgresSource source;
  private final Sessions sessions;
  private final Predicate<ChangeTopic> history;

  /// @param history the tables of which every change is kept
  public PostgresPreflight(PostgresSource source, Predicate<ChangeTopic> history) {
    this.source = source;
    this.sessions = new Sessions(source);
    this.history = history;
  }

  /// @throws DatabaseException when the database does not answer or does not let us in
  public List<Finding> findings() {
    try (Connection connection = sessions.open()) {
      List<Finding> findings = new ArrayList<>(Checkup.of(facts(connection), source));
      try {
        Inspection inspection = new Preflight(sessions, history).inspect();
        inspection.slot().ifPresent(slot -> findings.add(slot(slot)));
        inspection.tables().stream().map(PostgresPreflight::table).forEach(findings::add);
      } catch (SetupException e) {
        findings.add(Finding.error(e.key(), e.matter(), e.remedy()));
      }
      return findings;
    } catch (SQLException e) {
      throw new DatabaseException("Source '%s' cannot be looked at".formatted(source.name()), e);
    }
  }

  private Finding slot(SlotState slot) {
    return slot.lost().isEmpty()
        ? Finding.fine(
            "slot",
            "'%s' is there%s".formatted(slot.name(), slot.active() ? ", and read from" : ""))
        : Finding.error(
            "slot",
            "'%s' %s".formatted(slot.name(), SlotState.invalid(slot.lost())),
            SlotState.placeLost(source, "").remedy());
  }

  private static Finding table(TableInspection table) {
    return table.isEligible()
        ? Finding.fine(table.topic().name(), "can be captured")
        : Finding.warning(table.topic().name(), "is left out", table.obstacle());
  }

  private Checkup.Facts facts(Connection connection) throws SQLException {
    int version = Catalog.version(connection);
    String failover = version >= 170_000 ? "failover" : "false";
    String query =
        """
        SELECT (SELECT count(*) FROM pg_replication_slots),
          (SELECT count(*) FROM pg_replication_slots WHERE slot_name = ?),
          (SELECT coalesce(bool_or(%s), false) FROM pg_replication_slots WHERE slot_name = ?),
          (SELECT count(*) FROM pg_stat_replication),
          (SELECT count(*) FROM pg_replication_slots WHERE slot_type = 'physical'),
          extract(epoch FROM clock_timestamp())\
        """
            .formatted(failover);
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, source.slot());
      statement.setString(2, source.slot());
      double before = System.currentTimeMillis() / 1e3;
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Checkup.Facts(
            version,
            settings(connection),
            row.getInt(1),
            row.getInt(2) > 0,
            row.getBoolean(3),
            row.getInt(4),
            row.getInt(5),
            row.getDouble(6) - before);
      }
    }
  }

  private static Map<String, String> settings(Connection connection) throws SQLException {
    Map<String, String> settings = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT name, current_setting(name) FROM pg_settings WHERE name = ANY (?)")) {
      statement.setArray(
          1, connection.createArrayOf("text", Checkup.settings().toArray(String[]::new)));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          settings.put(row.getString(1), row.getString(2));
        }
      }
    }
    return settings;
  }
}
