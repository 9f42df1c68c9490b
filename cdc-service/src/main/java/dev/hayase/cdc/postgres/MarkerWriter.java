package dev.hayase.cdc.postgres;

import dev.hayase.cdc.debezium.postgres.PostgresConnector;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes markers into the source's log at an interval, each in a transaction of its own: when one
/// is read back, every transaction that committed before it has been read. They also let the slot
/// of an idle database advance, so that it does not hold the log of its neighbours.
///
/// Trouble is no matter here: the engine has it too, and says it.
final class MarkerWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MarkerWriter.class);

  private final Sessions sessions;
  private final ScheduledExecutorService timer;
  private @Nullable Connection connection;

  private MarkerWriter(Sessions sessions) {
    this.sessions = sessions;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("marker-" + sessions.source().name()).factory());
  }

  /// Writes one now and then one each interval.
  static MarkerWriter start(Sessions sessions, Duration interval) {
    MarkerWriter writer = new MarkerWriter(sessions);
    var _ =
        writer.timer.scheduleWithFixedDelay(
            writer::write, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    return writer;
  }

  private void write() {
    try {
      Connection open = connection;
      if (open == null || open.isClosed()) {
        open = sessions.open();
        connection = open;
      }
      try (PreparedStatement statement =
          open.prepareStatement("SELECT pg_logical_emit_message(true, ?::text, ?::text)")) {
        statement.setString(1, PostgresConnector.MARKER_PREFIX);
        statement.setString(2, sessions.source().name());
        statement.execute();
      }
    } catch (SQLException e) {
      LOG.atDebug()
          .setCause(e)
          .addKeyValue("source", sessions.source().name())
          .log("marker could not be written");
      disconnect();
    }
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
    timer.shutdownNow();
    try {
      if (timer.awaitTermination(5, TimeUnit.SECONDS)) {
        disconnect();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
