package dev.hayase.cdc.postgres;

import dev.hayase.cdc.personal.Concealment;
import dev.hayase.cdc.value.postgres.PrintedText;
import dev.hayase.pipeline.PostgresSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/// Opens connections to a source.
final class Sessions {
  // Data exceptions and violated constraints.
  private static final List<String> QUOTING = List.of("22", "23");

  private final PostgresSource source;
  private final Concealment concealment;

  Sessions(PostgresSource source) {
    this.source = source;
    this.concealment = new Concealment(source);
  }

  /// A new connection, which commits by itself.
  Connection open() throws SQLException {
    return DriverManager.getConnection(url(), settings());
  }

  /// The same for questions that are answered soon or not at all.
  Connection openBriefly() throws SQLException {
    Properties settings = settings();
    settings.setProperty("options", PrintedText.OPTIONS + " -c statement_timeout=4s");
    settings.setProperty("connectTimeout", "4");
    settings.setProperty("loginTimeout", "5");
    settings.setProperty("socketTimeout", "5");
    settings.setProperty("ApplicationName", "hayase-watch " + source.name());
    return DriverManager.getConnection(url(), settings);
  }

  private Properties settings() {
    Properties settings = new Properties();
    settings.setProperty("user", source.username());
    settings.setProperty("password", source.password().value());
    settings.setProperty("sslmode", source.tls().mode().sslmode());
    source
        .tls()
        .rootCertificate()
        .ifPresent(file -> settings.setProperty("sslrootcert", file.toString()));
    source
        .tls()
        .clientCertificate()
        .ifPresent(file -> settings.setProperty("sslcert", file.toString()));
    source.tls().clientKey().ifPresent(file -> settings.setProperty("sslkey", file.toString()));
    settings.setProperty("options", PrintedText.OPTIONS);
    settings.setProperty("connectTimeout", "10");
    settings.setProperty("socketTimeout", "60");
    settings.setProperty("tcpKeepAlive", "true");
    // Parameters take the type of the column that they are compared with.
    settings.setProperty("stringtype", "unspecified");
    if (!concealment.isEmpty()) {
      // Else it quotes the row at fault.
      settings.setProperty("logServerErrorDetail", "false");
    }
    settings.setProperty("ApplicationName", "hayase-cdc " + source.name());
    return settings;
  }

  private String url() {
    return "jdbc:postgresql://%s:%d/%s"
        .formatted(bracketed(source.host()), source.port(), encoded(source.database()));
  }

  private static String bracketed(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  private static String encoded(String database) {
    return URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// What the source conceals of its tables.
  Concealment concealment() {
    return concealment;
  }

  /// What the server says of trouble, but for what may quote a value that is concealed.
  String reason(SQLException trouble) {
    String state = String.valueOf(trouble.getSQLState());
    boolean ofValue = QUOTING.stream().anyMatch(state::startsWith);
    return ofValue && !concealment.isEmpty()
        ? "the server does not take a value (SQLSTATE %s); which one is not said beside personal data"
            .formatted(state)
        : String.valueOf(trouble.getMessage());
  }

  PostgresSource source() {
    return source;
  }
}
