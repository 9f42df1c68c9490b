package dev.hayase.local;

import dev.hayase.local.process.ChildProcess;
import dev.hayase.local.process.Folders;
import dev.hayase.local.process.FreePort;
import dev.hayase.local.process.StartFailedException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A real PostgreSQL 18 from embedded binaries, with logical decoding switched on. It can be
/// stopped and started again on the same port and data, and it stops with the process that started
/// it.
public final class LocalPostgres implements AutoCloseable {
  /// What a database needs for logical decoding, and nothing else.
  public static final Map<String, String> LOGICAL =
      Map.of("wal_level", "logical", "max_replication_slots", "20", "max_wal_senders", "20");

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String USER = "postgres";
  static final String PASSWORD = "hayase";

  private final Path data;
  private final Path log;
  private final int port;
  private final Map<String, String> settings;
  private EmbeddedPostgres server;
  private Process watch;

  private LocalPostgres(Path folder, Path log, int port, Map<String, String> settings) {
    this.data = folder.resolve("data").toAbsolutePath();
    this.log = log;
    this.port = port;
    this.settings = Map.copyOf(settings);
    this.server = launch();
    this.watch = OrphanWatch.over(pid(), "INT");
  }

  /// Starts a server with logical decoding; its data and its log (`postgres.log`) are under
  /// `folder`.
  public static LocalPostgres start(Path folder) {
    return start(folder, folder.resolve("postgres.log"), LOGICAL);
  }

  /// Starts a server with the given settings, each `name` to `value` as in `postgresql.conf`.
  public static LocalPostgres start(Path folder, Path log, Map<String, String> settings) {
    PostgresFolder.prepare(folder.resolve("data"));
    LocalPostgres postgres = new LocalPostgres(folder, log, FreePort.next(), settings);
    try {
      PostgresFolder.requirePasswords(postgres.data, postgres.jdbcUrl(), PASSWORD);
      return postgres;
    } catch (RuntimeException e) {
      postgres.stop();
      throw e;
    }
  }

  /// Removes the data under `folder`, and stops the server that a killed run left running on it.
  static void clear(Path folder) {
    PostgresFolder.stopLeftover(folder.resolve("data"));
    Folders.delete(folder);
  }

  public String host() {
    return "localhost";
  }

  public int port() {
    return port;
  }

  /// A superuser.
  public String user() {
    return USER;
  }

  public String password() {
    return PASSWORD;
  }

  /// The postmaster's process id.
  public long pid() {
    return PostgresFolder.postmaster(data).orElseThrow().pid();
  }

  public Path log() {
    return log;
  }

  /// JDBC address of the database `postgres`, with user and password.
  public String jdbcUrl() {
    return jdbcUrl("postgres");
  }

  /// JDBC address of a database, with user and password.
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://localhost:%d/%s?user=%s&password=%s"
        .formatted(port, database, USER, PASSWORD);
  }

  /// A connection to a database as the superuser.
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database));
  }

  /// Creates an empty database unless it is there.
  public void createDatabase(String database) {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      String quoted = statement.enquoteIdentifier(database, true);
      String literal = statement.enquoteLiteral(database);
      try (var found =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = " + literal)) {
        if (found.next()) {
          return;
        }
      }
      statement.execute("CREATE DATABASE " + quoted);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create database " + database, e);
    }
  }

  /// Stops it cleanly; [#restart()] starts it again.
  public void stop() {
    watch.destroyForcibly();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not stop", e);
    }
  }

  /// Ends it as a power cut would: nothing is written any more. [#restart()] starts it again.
  public void kill() {
    watch.destroyForcibly();
    PostgresFolder.postmaster(data)
        .ifPresent(postmaster -> {
          List<ProcessHandle> all =
              Stream.concat(postmaster.descendants(), Stream.of(postmaster)).toList();
          all.forEach(ProcessHandle::destroyForcibly);
          all.forEach(process -> process.onExit().join());
        });
  }

  /// Stops the time for it; [#thaw()] lets it go on.
  public void freeze() {
    signal("STOP");
  }

  /// Ends [#freeze()].
  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    ProcessHandle postmaster = PostgresFolder.postmaster(data).orElseThrow();
    Stream.concat(Stream.of(postmaster), postmaster.descendants())
        // One that has just ended takes none.
        .forEach(process -> {
          boolean _ = ChildProcess.signal(process.pid(), name);
        });
  }

  /// Starts it again after [#stop()] or [#kill()], on the same port and data.
  public void restart() {
    PostgresFolder.prepare(data);
    server = launch();
    watch = OrphanWatch.over(pid(), "INT");
  }

  @Override
  public void close() {
    stop();
  }

  private EmbeddedPostgres launch() {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              // Whoever started us stops us, after the services; and if it cannot, the watch does.
              .setRegisterShutdownHook(false)
              .setConnectConfig("password", PASSWORD)
              .setPGStartupWait(START_LIMIT)
              .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.setServerConfig("listen_addresses", "localhost");
      builder.setServerConfig("timezone", "UTC");
      settings.forEach(builder::setServerConfig);
      return builder.start();
    } catch (IOException | IllegalStateException e) {
      throw new StartFailedException("postgres", "did not start", log, e);
    }
  }
}
