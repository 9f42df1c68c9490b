package dev.hayase.cdc.mysql;

import dev.hayase.cdc.change.SetupException;
import dev.hayase.pipeline.MysqlSource;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;

/// Which of the troubles of connecting are for somebody to mend.
final class ConnectTrouble {
  private static final int ACCESS_DENIED = 1045;
  private static final int NO_PRIVILEGE = 1227;
  private static final int HOST_NOT_PRIVILEGED = 1130;

  private ConnectTrouble() {}

  /// Empty when it may pass by itself.
  static Optional<SetupException> setup(MysqlSource source, SQLException trouble) {
    String prefix = "sources.%s.".formatted(source.name());
    if (isUnknownHost(trouble)) {
      return Optional.of(
          new SetupException(
              prefix + "host",
              source.host(),
              "is no known host",
              "Write the server's name or address"));
    }
    return switch (trouble.getErrorCode()) {
      case ACCESS_DENIED ->
          Optional.of(
              new SetupException(
                  prefix + "password",
                  "***",
                  "is refused for user '%s'".formatted(source.username()),
                  "Write the user's password, by an environment variable, or create the user"));
      case HOST_NOT_PRIVILEGED ->
          Optional.of(
              new SetupException(
                  prefix + "username",
                  source.username(),
                  "is not let in from this machine",
                  "Create the user for this machine's address, or for '%'"));
      case NO_PRIVILEGE ->
          Optional.of(
              new SetupException(
                  prefix + "username",
                  source.username(),
                  "lacks a privilege: " + trouble.getMessage(),
                  "Grant it"));
      default -> Optional.empty();
    };
  }

  private static boolean isUnknownHost(Throwable trouble) {
    for (Throwable t = trouble; t != null; t = t.getCause()) {
      if (t instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
  }
}
