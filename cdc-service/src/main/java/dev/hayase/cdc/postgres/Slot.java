package dev.hayase.cdc.postgres;

import dev.hayase.cdc.change.WalPlace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The replication slot. A snapshot needs a new one: only a slot's creation shows the very state of
/// the database from which the log then goes on.
final class Slot {
  private static final Logger LOG = LoggerFactory.getLogger(Slot.class);

  private final Sessions sessions;

  Slot(Sessions sessions) {
    this.sessions = sessions;
  }

  /// Removes it.
  void drop() throws SQLException {
    String name = sessions.source().slot();
    try (Connection connection = sessions.open();
        PreparedStatement statement =
            connection.prepareStatement("SELECT pg_drop_replication_slot(?)")) {
      statement.setString(1, name);
      statement.execute();
      LOG.atInfo()
          .addKeyValue("source", sessions.source().name())
          .addKeyValue("slot", name)
          .log("slot dropped");
    }
  }

  /// Makes it.
  ///
  /// @return the place from which it is read: whatever commits from now on stands behind it
  WalPlace create() throws SQLException {
    String name = sessions.source().slot();
    try (Connection connection = sessions.open();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT (lsn - '0/0')::bigint FROM pg_create_logical_replication_slot(?, 'pgoutput')")) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        LOG.atInfo()
            .addKeyValue("source", sessions.source().name())
            .addKeyValue("slot", name)
            .log("slot made anew");
        return WalPlace.afterCommit(row.getLong(1));
      }
    }
  }
}
