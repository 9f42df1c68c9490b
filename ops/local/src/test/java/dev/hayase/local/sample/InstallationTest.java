package dev.hayase.local.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hayase.local.LocalPostgres;
import dev.hayase.local.school.School;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  @Test
  void aSecondRunFillsTheTablesOfTheFirst(@TempDir Path folder) throws Exception {
    // Given
    try (LocalPostgres postgres = LocalPostgres.start(folder);
        Connection connection = postgres.connect("postgres")) {
      boolean before = Installation.isInstalled(new School(300, 1, Instant.EPOCH), connection);
      Installation.install(new School(300, 1, Instant.EPOCH), connection);

      // When
      long loaded = Installation.refill(new School(200, 2, Instant.EPOCH), connection);

      // Then
      assertThat(before).isFalse();
      assertThat(Installation.isInstalled(new School(300, 1, Instant.EPOCH), connection)).isTrue();
      assertThat(rows(connection)).isEqualTo(loaded).isEqualTo(200);
    }
  }

  private static long rows(Connection connection) throws SQLException {
    long rows = 0;
    for (TableShape table : new School(1, 1, Instant.EPOCH).tables()) {
      try (Statement statement = connection.createStatement();
          ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table.quotedName())) {
        count.next();
        rows += count.getLong(1);
      }
    }
    return rows;
  }
}
