package dev.hayase.cdc.mysql;

import dev.hayase.cdc.change.BinlogPosition;
import dev.hayase.cdc.debezium.mysql.AskedPositions;
import dev.hayase.cdc.source.Stream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine's stream, with the server asked at an interval for its time and then for the end of
/// its log. Needs no table and no right to write.
///
/// Trouble is no matter here: the engine has it too, and says it.
final class TimedStream implements Stream {
  private static final Logger LOG = LoggerFactory.getLogger(TimedStream.class);

  private final Stream engine;
  private final Sessions sessions;
  private final Duration interval;
  private final AskedPositions asked;
  private @Nullable Connection connection;

  TimedStream(Stream engine, Sessions sessions, Duration interval, AskedPositions asked) {
    this.engine = engine;
    this.sessions = sessions;
    this.interval = interval;
    this.asked = asked;
  }

  @Override
  public void run() {
    try (ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("clock-" + sessions.source().name()).factory())) {
      var _ =
          timer.scheduleWithFixedDelay(this::ask, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
      try {
        engine.run();
      } finally {
        timer.shutdownNow();
      }
    }
    disconnect();
  }

  /// In this order: what committed before the time was told is in the log before its end is.
  private void ask() {
    try {
      Connection open = connection;
      if (open == null || open.isClosed()) {
        open = sessions.open();
        connection = open;
      }
      long micros = ServerLog.micros(open);
      Optional<BinlogPosition> end = ServerLog.end(open);
      end.ifPresent(position -> asked.add(micros, position));
    } catch (SQLException | RuntimeException e) {
      LOG.atDebug()
          .setCause(e)
          .addKeyValue("source", sessions.source().name())
          .log("the server did not tell its time");
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
  public void stop() {
    engine.stop();
  }

  @Override
  public void cut() {
    engine.cut();
  }

  @Override
  public void close() {
    engine.close();
  }
}
