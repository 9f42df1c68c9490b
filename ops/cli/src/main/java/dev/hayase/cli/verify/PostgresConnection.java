package dev.hayase.cli.verify;

import dev.hayase.pipeline.PostgresSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/// A connection to a source, as the pipeline says.
public final class PostgresConnection {
  private PostgresConnection() {}

  /// @param more of the driver's properties
  public static Connection open(PostgresSource source, Map<String, String> more)
      throws SQLException {
    Properties properties = new Properties();
    properties.putAll(more);
    properties.setProperty("user", source.username());
    properties.setProperty("password", source.password().value());
    properties.setProperty("sslmode", source.tls().mode().sslmode());
    source
        .tls()
        .rootCertificate()
        .ifPresent(file -> properties.setProperty("sslrootcert", file.toString()));
    source
        .tls()
        .clientCertificate()
        .ifPresent(file -> properties.setProperty("sslcert", file.toString()));
    source.tls().clientKey().ifPresent(file -> properties.setProperty("sslkey", file.toString()));
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s".formatted(source.host(), source.port(), source.database()),
        properties);
  }
}
