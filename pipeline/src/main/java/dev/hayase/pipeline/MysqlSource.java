package dev.hayase.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A MySQL or MariaDB server, captured by its binary log. Its databases are the schemas of the
/// tables' names.
///
/// @param serverId what the capture calls itself among the server's replicas
/// @param run names this reading of the log: another name takes a new snapshot
public record MysqlSource(
    String name,
    Kind kind,
    String host,
    int port,
    String username,
    Secret password,
    Tls tls,
    List<String> tables,
    long serverId,
    String run,
    PersonalColumns personal)
    implements Source {
  public static final int DEFAULT_PORT = 3306;

  public MysqlSource {
    tables = List.copyOf(tables);
  }

  @Override
  public String snapshotRemedy() {
    return "Give the source another name of its run (key run), and it takes a new snapshot";
  }

  /// Two servers with one past, whose logs name transactions in different ways.
  public enum Kind {
    MYSQL,
    MARIADB;

    /// As the pipeline file writes it.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// How the connection is protected.
  ///
  /// @param truststore a Java key store with the authority of the server's certificate
  public record Tls(Mode mode, Optional<Path> truststore, Optional<Secret> truststorePassword) {
    public static final Tls DEFAULT = new Tls(Mode.DISABLE, Optional.empty(), Optional.empty());

    /// From none to a server whose certificate and name are proven.
    public enum Mode {
      DISABLE,
      REQUIRE,
      VERIFY_CA,
      VERIFY_FULL;

      /// As the pipeline file writes it.
      public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
      }
    }
  }
}
