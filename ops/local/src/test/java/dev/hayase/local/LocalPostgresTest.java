package dev.hayase.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {
  @Test
  void serverKeepsItsDataAndItsAddressThroughARestart(@TempDir Path folder) throws Exception {
    // Given
    try (LocalPostgres postgres = LocalPostgres.start(folder)) {
      postgres.createDatabase("school");
      String url = postgres.jdbcUrl("school");
      execute(url, "CREATE TABLE things AS SELECT 'ほし' AS name");

      // When
      postgres.stop();
      postgres.restart();

      // Then
      assertThat(postgres.jdbcUrl("school")).isEqualTo(url);
      assertThat(value(url, "SELECT name FROM things")).isEqualTo("ほし");
      assertThat(value(url, "SHOW wal_level")).isEqualTo("logical");
    }
  }

  @Test
  void wrongPasswordIsRefused(@TempDir Path folder) {
    // Given
    try (LocalPostgres postgres = LocalPostgres.start(folder)) {
      String url = postgres.jdbcUrl().replace(postgres.password(), "guess");

      // When / Then
      assertThatThrownBy(() -> DriverManager.getConnection(url))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void serverStartsWithOtherSettings(@TempDir Path folder) throws Exception {
    // When
    try (LocalPostgres postgres =
        LocalPostgres.start(folder, folder.resolve("log"), Map.of("wal_level", "replica"))) {

      // Then
      assertThat(value(postgres.jdbcUrl(), "SHOW wal_level")).isEqualTo("replica");
    }
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String value(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
