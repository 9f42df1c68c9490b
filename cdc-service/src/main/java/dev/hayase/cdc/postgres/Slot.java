package dev.hayase.cdc.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
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

  /// Removes what an unfinished snapshot left behind.
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
          .log("slot of an unfinished snapshot dropped");
    }
  }
}
