package dev.hayase.cdc.mysql;

import dev.hayase.cdc.change.BinlogPlace;
import dev.hayase.cdc.change.Captured;
import dev.hayase.cdc.change.LogPlace;
import dev.hayase.cdc.failure.Failure;
import dev.hayase.cdc.failure.Kind;
import dev.hayase.cdc.mysql.LogWritten.File;
import dev.hayase.cdc.runway.LogUsage;
import dev.hayase.cdc.source.DatabaseException;
import dev.hayase.cdc.source.Lookout;
import dev.hayase.pipeline.MysqlSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at a server of MySQL or MariaDB.
public final class MysqlLookout implements Lookout {
  private static final Logger LOG = LoggerFactory.getLogger(MysqlLookout.class);
  private static final Duration LONGEST_CONNECTION = Duration.ofSeconds(20);
  private static final String KEPT_BY = "binlog_expire_logs_seconds";
  private static final String VARIABLES =
      """
      SHOW GLOBAL VARIABLES WHERE Variable_name IN ('log_bin', 'binlog_format', 'binlog_row_image',
        'binlog_expire_logs_seconds', 'server_uuid', 'server_id', 'hostname')\
      """;

  private final MysqlSource source;
  private final Sessions sessions;
  private final LogWritten written = new LogWritten();
  private @Nullable Connection connection;
  private long connectedAt;
  private String server = "";
  private String otherServer = "";

  public MysqlLookout(MysqlSource source) {
    this.source = source;
    this.sessions = new Sessions(source);
  }

  @Override
  public Sighting look(Expected expected) {
    try {
      Connection open = connection();
      Map<String, String> variables = new HashMap<>();
      Sessions.rows(open, VARIABLES)
          .forEach(row -> variables.put(row.get(0).toLowerCase(Locale.ROOT), row.get(1)));
      Optional<Failure> failure = otherServer(variables).or(() -> settings(variables));
      if (failure.isEmpty() && expected.isRunning() && expected.read().isPresent()) {
        failure = purged(open, (BinlogPlace) expected.read().get());
      }
      return new Sighting(
          expected.isRunning() ? failure : Optional.empty(),
          expected.read().map(place -> usage(open, place, variables)),
          otherServer.isEmpty() ? List.of() : List.of(otherServer),
          false);
    } catch (SQLException e) {
      disconnect();
      throw new DatabaseException("Source '%s' cannot be watched".formatted(source.name()), e);
    }
  }

  private Optional<Failure> otherServer(Map<String, String> variables) {
    String before = server;
    server =
        variables.getOrDefault(
            "server_uuid", variables.get("hostname") + "/" + variables.get("server_id"));
    if (before.isEmpty() || before.equals(server)) {
      return Optional.empty();
    }
    otherServer =
        "another server answers since %s (%s instead of %s)"
            .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS), server, before);
    return Optional.of(
        new Failure(
            Kind.FAILED_OVER,
            "sources.%s.host: '%s' leads to another server: %s"
                .formatted(source.name(), source.host(), otherServer),
            "Nothing if the two name transactions alike (gtid_mode = ON; MariaDB does): the capture goes on"
                + " by their names; else run: ./hayase restart %s --from-now --resnapshot-gap"
                    .formatted(source.name())));
  }

  private Optional<Failure> settings(Map<String, String> variables) {
    if (!variables.getOrDefault("log_bin", "ON").equalsIgnoreCase("ON")) {
      return Optional.of(setting("log_bin", variables, "Start the server with --log-bin"));
    }
    if (!variables.getOrDefault("binlog_format", "ROW").equalsIgnoreCase("ROW")) {
      return Optional.of(
          setting("binlog_format", variables, "Run: SET GLOBAL binlog_format = 'ROW'"));
    }
    if (!variables.getOrDefault("binlog_row_image", "FULL").equalsIgnoreCase("FULL")) {
      return Optional.of(
          setting("binlog_row_image", variables, "Run: SET GLOBAL binlog_row_image = 'FULL'"));
    }
    return Optional.empty();
  }

  private Failure setting(String name, Map<String, String> variables, String remedy) {
    return new Failure(
        Kind.LOG_SETTINGS,
        "sources.%s.host: '%s' logs no longer what changes: %s is %s"
            .formatted(source.name(), source.host(), name, variables.get(name)),
        remedy
            + "; what sessions changed with the other setting is not in the log for us: run ./hayase"
            + " snapshot TABLE for each of their tables");
  }

  private Optional<Failure> purged(Connection open, BinlogPlace place) throws SQLException {
    return RetainedLog.of(open, source.kind())
        .missing(place)
        .map(problem ->
            new Failure(
                Kind.PLACE_LOST,
                "sources.%s.run: '%s' %s".formatted(source.name(), source.run(), problem),
                ("What changed since then cannot be read from the log any more. Run: ./hayase restart %s"
                        + " --from-now --resnapshot-gap; or: %s")
                    .formatted(source.name(), source.snapshotRemedy())));
  }

  private LogUsage usage(Connection open, LogPlace read, Map<String, String> variables) {
    try {
      BinlogPlace place = (BinlogPlace) read;
      List<File> files =
          Sessions.rows(open, "SHOW BINARY LOGS").stream()
              .map(row -> new File(row.get(0), Long.parseLong(row.get(1))))
              .toList();
      OptionalLong lag = LogWritten.after(files, place.file(), place.pos());
      OptionalLong held = LogWritten.after(files, place.file(), 0);
      long expiry = Long.parseLong(variables.getOrDefault(KEPT_BY, "0"));
      return new LogUsage(
          Instant.EPOCH.plus(ServerLog.micros(open), ChronoUnit.MICROS),
          written.through(files),
          held.orElse(0),
          lag.orElse(0),
          List.of(),
          expiry == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(expiry)));
    } catch (SQLException e) {
      throw new DatabaseException("The files of the log are not known", e);
    }
  }

  /// The engine's heartbeats follow from the server's.
  @Override
  public boolean proves(List<Captured> batch) {
    return batch.stream().anyMatch(each -> each instanceof Captured.Logged);
  }

  @Override
  public String keptBy() {
    return KEPT_BY;
  }

  /// A reader with our number takes the place of the one before.
  @Override
  public void letGo() {}

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
