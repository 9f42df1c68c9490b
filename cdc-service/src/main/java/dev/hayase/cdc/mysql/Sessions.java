package dev.hayase.cdc.mysql;

import dev.hayase.pipeline.MysqlSource;
import dev.hayase.pipeline.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// Opens connections to a source, each kind of server with its own driver.
final class Sessions {
  private final MysqlSource source;

  Sessions(MysqlSource source) {
    this.source = source;
  }

  MysqlSource source() {
    return source;
  }

  /// A new connection, which commits by itself.
  Connection open() throws SQLException {
    return open(60_000);
  }

  /// The same for questions that are answered soon or not at all.
  Connection openBriefly() throws SQLException {
    return open(5_000);
  }

  private Connection open(int timeoutMillis) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("user", source.username());
    settings.setProperty("password", source.password().value());
    settings.setProperty("connectTimeout", Integer.toString(Math.min(timeoutMillis, 10_000)));
    settings.setProperty("socketTimeout", Integer.toString(timeoutMillis));
    settings.setProperty("sessionVariables", "time_zone='+00:00'");
    boolean mysql = source.kind() == MysqlSource.Kind.MYSQL;
    settings.setProperty("sslMode", sslMode(mysql));
    if (mysql) {
      settings.setProperty("allowPublicKeyRetrieval", "true");
    }
    source
        .tls()
        .truststore()
        .ifPresent(file ->
            settings.setProperty(
                mysql ? "trustCertificateKeyStoreUrl" : "trustStore",
                mysql ? file.toUri().toString() : file.toString()));
    source
        .tls()
        .truststorePassword()
        .map(Secret::value)
        .ifPresent(word ->
            settings.setProperty(
                mysql ? "trustCertificateKeyStorePassword" : "trustStorePassword", word));
    String url =
        "jdbc:%s://%s:%d/".formatted(source.kind().word(), bracketed(source.host()), source.port());
    return DriverManager.getConnection(url, settings);
  }

  private String sslMode(boolean mysql) {
    return switch (source.tls().mode()) {
      case DISABLE -> mysql ? "DISABLED" : "disable";
      case REQUIRE -> mysql ? "REQUIRED" : "trust";
      case VERIFY_CA -> mysql ? "VERIFY_CA" : "verify-ca";
      case VERIFY_FULL -> mysql ? "VERIFY_IDENTITY" : "verify-full";
    };
  }

  /// The rows of a query, each value as its text; what is NULL is empty.
  ///
  /// @param parameters what its question marks stand for
  static List<List<String>> rows(Connection connection, String query, String... parameters)
      throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        int columns = row.getMetaData().getColumnCount();
        while (row.next()) {
          List<String> values = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            String value = row.getString(i);
            values.add(value == null ? "" : value);
          }
          rows.add(values);
        }
      }
    }
    return rows;
  }

  /// The first value of the first row; empty when there is none.
  static String text(Connection connection, String query) throws SQLException {
    List<List<String>> rows = rows(connection, query);
    return rows.isEmpty() ? "" : rows.getFirst().getFirst();
  }

  private static String bracketed(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }
}
