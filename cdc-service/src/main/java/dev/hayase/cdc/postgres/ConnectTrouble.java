package dev.hayase.cdc.postgres;

import dev.hayase.cdc.change.SetupException;
import dev.hayase.pipeline.PostgresSource;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;

/// Which of the troubles of connecting are for somebody to mend.
final class ConnectTrouble {
  private ConnectTrouble() {}

  /// Empty when it may pass by itself.
  static Optional<SetupException> setup(PostgresSource source, SQLException trouble) {
    String state = String.valueOf(trouble.getSQLState());
    String prefix = "sources.%s.".formatted(source.name());
    if (trouble.getCause() instanceof UnknownHostException) {
      return Optional.of(
          new SetupException(
              prefix + "host",
              source.host(),
              "is no known host",
              "Write the server's name or address"));
    }
    return switch (state) {
      case "28P01" ->
          Optional.of(
              new SetupException(
                  prefix + "password",
                  "***",
                  "is refused for role '%s'".formatted(source.username()),
                  "Write the role's password, by an environment variable"));
      case "28000" ->
          Optional.of(
              new SetupException(
                  prefix + "username",
                  source.username(),
                  "is not let in: " + trouble.getMessage(),
                  "Create the role, or let it in by pg_hba.conf"));
      case "3D000" ->
          Optional.of(
              new SetupException(
                  prefix + "database",
                  source.database(),
                  "does not exist on %s:%d".formatted(source.host(), source.port()),
                  "Write the name of a database, or create it"));
      case "42501" ->
          Optional.of(
              new SetupException(
                  prefix + "username",
                  source.username(),
                  "lacks a privilege: " + trouble.getMessage(),
                  "Grant it"));
      default -> Optional.empty();
    };
  }
}
