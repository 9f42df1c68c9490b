package dev.hayase.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBAppender;
import org.junit.jupiter.api.Test;

class DatabaseTest {
  @Test
  void whatATransactionAppendedBeforeAnyStatementIsGoneWhenItFails() {
    try (Database database = Database.open(null)) {
      // Given
      database.call(connection -> {
        try (Statement statement = connection.createStatement()) {
          return statement.execute("CREATE TABLE data.t(i BIGINT)");
        }
      });

      // When
      assertThatThrownBy(() ->
              database.transaction(connection -> {
                try (DuckDBAppender appender = connection.createAppender("data", "t")) {
                  appender.beginRow();
                  appender.append(1L);
                  appender.endRow();
                }
                throw new SQLException("later");
              }))
          .isInstanceOf(StoreException.class);

      // Then
      long rows =
          database.call(connection -> {
            try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM data.t")) {
              result.next();
              return result.getLong(1);
            }
          });
      assertThat(rows).isZero();
    }
  }
}
