package dev.hayase.local;

import dev.hayase.local.process.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A PostgreSQL data folder between two runs: what an earlier run left behind is cleared up.
final class PostgresFolder {
  private static final String COMPLETE = "hayase-complete";

  private PostgresFolder() {}

  /// Stops a server that a killed run left running on this data, and removes a folder whose
  /// creation was interrupted.
  static void prepare(Path data) {
    stopLeftover(data);
    if (Files.exists(data) && !Files.exists(data.resolve(COMPLETE))) {
      Folders.delete(data);
    }
  }

  /// Stops a server that a killed run left running on this data.
  static void stopLeftover(Path data) {
    postmaster(data).ifPresent(PostgresFolder::stop);
  }

  /// The server that runs on this data, if one does.
  static Optional<ProcessHandle> postmaster(Path data) {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.isReadable(pidFile)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(pidFile);
      return lines.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
              .filter(PostgresFolder::isPostgres);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + pidFile, e);
    }
  }

  /// Sets the superuser's password and asks for it from now on, so that a wrong password is refused
  /// here as anywhere else.
  static void requirePasswords(Path data, String jdbcUrl, String password) {
    if (Files.exists(data.resolve(COMPLETE))) {
      return;
    }
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER ROLE postgres PASSWORD " + statement.enquoteLiteral(password));
      Path rules = data.resolve("pg_hba.conf");
      Files.writeString(
          rules, Files.readString(rules).replaceAll("(?m)\\btrust$", "scram-sha-256"));
      statement.execute("SELECT pg_reload_conf()");
      Files.createFile(data.resolve(COMPLETE));
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("cannot secure the new PostgreSQL in " + data, e);
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().map(command -> command.endsWith("postgres")).orElse(true);
  }

  private static void stop(ProcessHandle server) {
    server.destroy();
    try {
      server.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    } catch (RuntimeException e) {
      server.destroyForcibly();
      server.onExit().join();
    }
  }
}
