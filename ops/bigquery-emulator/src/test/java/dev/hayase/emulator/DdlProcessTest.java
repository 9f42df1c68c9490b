package dev.hayase.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DdlProcessTest {
  @TempDir private Path directory;

  @Test
  void whatStatementsDefineAndChangeSurvivesAKill() throws Exception {
    // Given
    List<String> ddl;
    String all = "SELECT ddl FROM `region-us`.INFORMATION_SCHEMA.TABLES ORDER BY table_name";
    try (EmulatorProcess emulator = EmulatorProcess.on(directory);
        Clients clients = emulator.clients()) {
      for (String statement :
          List.of(
              "CREATE SCHEMA d OPTIONS(description='kept')",
              "CREATE TABLE d.gone AS SELECT 1 AS a",
              "CREATE TABLE d.replaced AS SELECT 1 AS a",
              "CREATE OR REPLACE TABLE d.replaced CLUSTER BY b AS SELECT 'b' AS b, 2 AS a",
              "CREATE TABLE d.changed (a INT64 NOT NULL, s STRING(3), x DATE)",
              "INSERT d.changed VALUES (1, 'one', NULL), (2, 'two', NULL)",
              """
              ALTER TABLE d.changed DROP COLUMN x, ADD COLUMN n ARRAY<INT64>,
              ALTER COLUMN a SET DATA TYPE NUMERIC, ALTER COLUMN s SET DEFAULT 'new'\
              """,
              "ALTER TABLE d.changed RENAME COLUMN s TO t",
              "MERGE d.changed USING (SELECT 1 AS k) ON a = k WHEN MATCHED THEN DELETE"
                  + " WHEN NOT MATCHED BY SOURCE THEN UPDATE SET n = [7]",
              "ALTER TABLE d.changed RENAME TO renamed",
              "CREATE VIEW d.v AS SELECT a + 1 AS b FROM d.renamed",
              "DROP TABLE d.gone")) {
        clients.query(statement);
      }
      ddl = clients.query(all);

      // When
      emulator.kill();
    }

    // Then
    try (EmulatorProcess emulator = EmulatorProcess.on(directory);
        Clients clients = emulator.clients()) {
      assertThat(clients.query(all)).hasSize(3).isEqualTo(ddl);
      assertThat(clients.query("SELECT b, a FROM d.replaced")).containsExactly("b|2");
      clients.query("INSERT d.renamed (a) VALUES (3)");
      assertThat(clients.query("SELECT a, t, ARRAY_LENGTH(n) FROM d.renamed ORDER BY a"))
          .containsExactly("2|two|1", "3|new|0");
      assertThat(clients.query("SELECT b FROM d.v ORDER BY b")).containsExactly("3", "4");
      assertThat(
              clients.query(
                  "SELECT option_value FROM INFORMATION_SCHEMA.SCHEMATA_OPTIONS"
                      + " WHERE option_name = 'description'"))
          .containsExactly("\"kept\"");
    }
  }
}
