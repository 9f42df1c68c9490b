package dev.hayase.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A PostgreSQL database, captured by logical decoding with `pgoutput`.
///
/// @param publication created if absent
/// @param slot created if absent
/// @param walBudget how much of its log the server may hold back for the slot; empty for as much as
///   the server itself allows
public record PostgresSource(
    String name,
    String host,
    int port,
    String database,
    String username,
    Secret password,
    Tls tls,
    List<String> tables,
    String publication,
    String slot,
    Optional<WalBudget> walBudget,
    PersonalColumns personal)
    implements Source {
  public static final int DEFAULT_PORT = 5432;
  public static final List<String> DEFAULT_TABLES = List.of("public.*");

  public PostgresSource {
    tables = List.copyOf(tables);
  }

  @Override
  public String snapshotRemedy() {
    return "Give the source a new slot name, and it takes a new snapshot";
  }

  /// How the connection is protected; the modes are those of `libpq`.
  public record Tls(
      Mode mode,
      Optional<Path> rootCertificate,
      Optional<Path> clientCertificate,
      Optional<Path> clientKey) {
    public static final Tls DEFAULT =
        new Tls(Mode.PREFER, Optional.empty(), Optional.empty(), Optional.empty());

    /// From none to a server whose certificate and name are proven.
    public enum Mode {
      DISABLE,
      ALLOW,
      PREFER,
      REQUIRE,
      VERIFY_CA,
      VERIFY_FULL;

      /// As PostgreSQL's clients and the pipeline file write it.
      public String sslmode() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
      }
    }
  }
}
