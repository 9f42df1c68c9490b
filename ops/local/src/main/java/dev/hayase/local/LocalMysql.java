package dev.hayase.local;

import dev.hayase.local.process.Folders;
import dev.hayase.local.process.FreePort;
import dev.hayase.local.process.StartFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A real MariaDB or MySQL from binaries on the class path, with a binary log of rows. It can be
/// stopped and started again on the same port and data, and it stops with the process that started
/// it. It needs its JDBC driver on the class path, too.
public final class LocalMysql implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final String USER = "hayase";
  private static final String PASSWORD = "hayase";

  private final MysqlBinaries binaries;
  private final Path data;
  private final Path log;
  private final int port;
  private final List<String> settings;
  private Process server;
  private Process watch;

  private LocalMysql(MysqlBinaries binaries, Path folder, List<String> settings) {
    this.binaries = binaries;
    this.data = folder.resolve("data").toAbsolutePath();
    this.log = folder.resolve("server.log").toAbsolutePath();
    this.port = FreePort.next();
    this.settings = List.copyOf(settings);
    this.server = launch();
    this.watch = OrphanWatch.over(server.pid(), "TERM");
  }

  /// Starts a MariaDB; its data and its log (`server.log`) are under `folder`.
  ///
  /// @param settings more of them, as `--gtid-domain-id=3`
  public static LocalMysql mariadb(Path folder, String... settings) {
    return start(MysqlBinaries.mariadb(folder.resolve("binaries")), folder, settings);
  }

  /// Starts a MySQL.
  ///
  /// @param settings more of them, as `--gtid-mode=ON`
  public static LocalMysql mysql(Path folder, String... settings) {
    return start(MysqlBinaries.mysql(folder.resolve("binaries")), folder, settings);
  }

  private static LocalMysql start(MysqlBinaries binaries, Path folder, String... settings) {
    Path data = folder.resolve("data").toAbsolutePath();
    try {
      Files.createDirectories(data);
      binaries.initialize(data, folder.resolve("server.log").toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LocalMysql server = new LocalMysql(binaries, folder, List.of(settings));
    server.createUser();
    return server;
  }

  /// `mysql` or `mariadb`.
  public String kind() {
    return binaries.kind();
  }

  public int port() {
    return port;
  }

  /// A user who may do everything.
  public String user() {
    return USER;
  }

  public String password() {
    return PASSWORD;
  }

  /// A connection as [#user()].
  ///
  /// @param database empty for none
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:%s://127.0.0.1:%d/%s?user=%s&password=%s&%s"
            .formatted(kind(), port, database, USER, PASSWORD, binaries.driverOptions()));
  }

  /// Stops it cleanly; [#restart()] starts it again.
  public void stop() {
    watch.destroyForcibly();
    server.destroy();
    try {
      if (!server.waitFor(30, TimeUnit.SECONDS)) {
        server.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      server.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /// Starts it again after [#stop()], on the same port and data.
  public void restart() {
    server = launch();
    watch = OrphanWatch.over(server.pid(), "TERM");
    awaitReady(USER, PASSWORD);
  }

  @Override
  public void close() {
    stop();
    Folders.delete(data);
  }

  private Process launch() {
    List<String> command = new ArrayList<>(binaries.command(data));
    command.addAll(
        List.of(
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--socket=" + data.resolve("s"),
            "--server-id=1",
            "--log-bin=binlog",
            "--binlog-format=ROW",
            "--binlog-row-image=FULL",
            "--innodb-buffer-pool-size=64M",
            "--innodb-flush-log-at-trx-commit=0",
            "--sync-binlog=0"));
    command.addAll(settings);
    return binaries.start(command, log);
  }

  private void createUser() {
    awaitReady("root", "");
    try (Connection root = root();
        Statement statement = root.createStatement()) {
      statement.execute("CREATE USER '%s'@'%%' IDENTIFIED BY '%s'".formatted(USER, PASSWORD));
      statement.execute("GRANT ALL ON *.* TO '%s'@'%%' WITH GRANT OPTION".formatted(USER));
    } catch (SQLException e) {
      throw new StartFailedException(kind(), "takes no user", log, e);
    }
  }

  private Connection root() throws SQLException {
    return as("root", "");
  }

  private Connection as(String user, String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:%s://localhost:%d/?user=%s&password=%s&%s"
            .formatted(kind(), port, user, password, binaries.driverOptions()));
  }

  private void awaitReady(String user, String password) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      try (Connection _ = as(user, password)) {
        return;
      } catch (SQLException e) {
        if (!server.isAlive() || System.nanoTime() > deadline) {
          throw new StartFailedException(kind(), "did not start", log, e);
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a server starts", e);
    }
  }
}
