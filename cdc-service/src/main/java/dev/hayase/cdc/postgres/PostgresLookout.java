package dev.hayase.cdc.postgres;

import dev.hayase.cdc.change.Captured;
import dev.hayase.cdc.postgres.ServerState.Held;
import dev.hayase.cdc.postgres.ServerState.Identity;
import dev.hayase.cdc.postgres.ServerState.Sender;
import dev.hayase.cdc.source.DatabaseException;
import dev.hayase.cdc.source.Lookout;
import dev.hayase.pipeline.PostgresSource;
import dev.hayase.pipeline.WalBudget;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at a PostgreSQL server. What follows from what it sees is for [Verdicts].
public final class PostgresLookout implements Lookout {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresLookout.class);

  /// Each time it connects it goes where the name leads to then.
  private static final Duration LONGEST_CONNECTION = Duration.ofSeconds(20);

  private final PostgresSource source;
  private final Sessions sessions;
  private final Verdicts verdicts;
  private PublishedTables published;
  private @Nullable Connection connection;
  private long connectedAt;
  private int version;
  private int ourReader;

  /// @param silence after which a reader that does not answer the server is taken for gone
  public PostgresLookout(PostgresSource source, Duration silence) {
    this.source = source;
    this.sessions = new Sessions(source);
    this.verdicts = new Verdicts(source, silence);
    this.published = new PublishedTables(source.publication());
  }

  @Override
  public Sighting look(Expected expected) {
    try {
      Connection open = connection();
      ServerState state = state(open);
      Optional<String> publication =
          expected.isRunning() && !state.standby()
              ? published.problem(open, expected.tables()).map(PublishedTables.Problem::words)
              : Optional.empty();
      if (expected.isRunning()) {
        state.sender().ifPresent(sender -> ourReader = sender.pid());
      }
      Sighting seen = verdicts.of(state, publication, expected.isRunning());
      return mustDrop(state) ? withoutSlot(open, seen, state) : seen;
    } catch (SQLException e) {
      disconnect();
      throw new DatabaseException("Source '%s' cannot be watched".formatted(source.name()), e);
    }
  }

  /// Heartbeats come also from an engine that waits for a server which does not answer.
  @Override
  public boolean proves(List<Captured> batch) {
    return batch.stream()
        .anyMatch(each -> each instanceof Captured.Logged && !(each instanceof Captured.Heartbeat));
  }

  @Override
  public String keptBy() {
    return "";
  }

  @Override
  public void letGo() {
    if (ourReader == 0) {
      return;
    }
    try (PreparedStatement statement =
        connection()
            .prepareStatement(
                "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots"
                    + " WHERE slot_name = ? AND active_pid = ?")) {
      statement.setString(1, source.slot());
      statement.setInt(2, ourReader);
      statement.execute();
    } catch (SQLException e) {
      disconnect();
      throw new DatabaseException("Its reader could not be ended", e);
    }
  }

  private boolean mustDrop(ServerState state) {
    return source
            .walBudget()
            .filter(budget -> budget.whenPassed() == WalBudget.WhenPassed.DROP_SLOT)
            .filter(budget -> state.heldBytes() > budget.size().bytes())
            .isPresent()
        && state.slot().isPresent();
  }

  /// Ends whoever reads from it, since a slot in use cannot be dropped.
  private Sighting withoutSlot(Connection open, Sighting seen, ServerState state)
      throws SQLException {
    for (String sql :
        List.of(
            "SELECT pg_terminate_backend(active_pid, 2000) FROM pg_replication_slots"
                + " WHERE slot_name = ? AND active",
            "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
                + " WHERE slot_name = ?")) {
      try (PreparedStatement statement = open.prepareStatement(sql)) {
        statement.setString(1, source.slot());
        statement.execute();
      }
    }
    return new Sighting(
        Optional.of(verdicts.dropped(state.heldBytes())), Optional.empty(), seen.warnings(), false);
  }

  private ServerState state(Connection open) throws SQLException {
    // Until 16 a lost slot has no reason beside its status.
    String reason = version >= 170_000 ? "s.invalidation_reason" : "NULL";
    String query =
        """
        SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint, pg_is_in_recovery(),
          CASE WHEN pg_is_in_recovery() THEN '' ELSE substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) END,
          (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END - '0/0')::bigint,
          s.slot_name, coalesce(s.wal_status, ''), s.safe_wal_size,
          coalesce((s.restart_lsn - '0/0')::bigint, 0), coalesce((s.confirmed_flush_lsn - '0/0')::bigint, 0),
          CASE WHEN %s IS NOT NULL THEN %s WHEN s.wal_status = 'lost' THEN 'wal_removed' ELSE '' END,
          r.pid, coalesce((r.sent_lsn - '0/0')::bigint, 0), extract(epoch FROM now() - r.reply_time)
        FROM (SELECT) one
        LEFT JOIN pg_replication_slots s ON s.slot_name = ?
        LEFT JOIN pg_stat_replication r ON r.pid = s.active_pid\
        """
            .formatted(reason, reason);
    try (PreparedStatement statement = open.prepareStatement(query)) {
      statement.setString(1, source.slot());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new ServerState(
            row.getLong(1),
            row.getBoolean(2),
            new Identity(system(open), row.getString(3)),
            row.getLong(4),
            slot(row),
            sender(row));
      }
    }
  }

  private static Optional<Held> slot(ResultSet row) throws SQLException {
    if (row.getString(5) == null) {
      return Optional.empty();
    }
    long safe = row.getLong(7);
    Optional<Long> safeBytes = row.wasNull() ? Optional.empty() : Optional.of(safe);
    return Optional.of(
        new Held(row.getString(6), safeBytes, row.getLong(8), row.getLong(9), row.getString(10)));
  }

  private static Optional<Sender> sender(ResultSet row) throws SQLException {
    int pid = row.getInt(11);
    if (row.wasNull()) {
      return Optional.empty();
    }
    double seconds = row.getDouble(13);
    Optional<Double> silent = row.wasNull() ? Optional.empty() : Optional.of(seconds);
    return Optional.of(new Sender(pid, row.getLong(12), silent));
  }

  private static String system(Connection open) throws SQLException {
    return Catalog.text(
        open,
        "SELECT CASE WHEN has_function_privilege('pg_control_system()', 'EXECUTE')"
            + " THEN (SELECT system_identifier::text FROM pg_control_system()) ELSE '' END");
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open != null
        && !open.isClosed()
        && System.nanoTime() - connectedAt < LONGEST_CONNECTION.toNanos()) {
      return open;
    }
    disconnect();
    Connection next = sessions.openBriefly();
    connection = next;
    connectedAt = System.nanoTime();
    version = Catalog.version(next);
    published = new PublishedTables(source.publication());
    return next;
  }

  private void disconnect() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.atTrace().setCause(e).log("connection was broken");
      }
    }
  }

  @Override
  public void close() {
    disconnect();
  }
}
